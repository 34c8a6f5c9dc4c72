import type { Conversation } from '#contract/conversation.ts'
import type { CommandContext } from './context.ts'

/** The row in which the keys stand. One that the list no longer shows, or not yet, is nobody's: no key acts on what cannot be seen. */
export function activeRow({ inbox }: CommandContext): string | null {
  const active = inbox.selection.activeId()
  return active !== null && (inbox.lists.main()?.snapshot().ids.includes(active) ?? false) ? active : null
}

/**
 * Whom a command is meant for, captured once when it runs: the selected rows, else the open conversation, else the active row.
 */
export function targetsOf(context: CommandContext): string[] {
  const { inbox, openId } = context
  if (inbox.selection.count() > 0) return inbox.selection.targets()
  if (openId !== null) return [openId]
  const active = activeRow(context)
  return active === null ? [] : [active]
}

export function hasTargets(context: CommandContext): boolean {
  return targetsOf(context).length > 0
}

/** The targets as the screen shows them. */
export function conversationsOf(context: CommandContext): Conversation[] {
  return targetsOf(context)
    .map((id) => context.inbox.conversations.get(id))
    .filter((conversation) => conversation !== undefined)
}
