import type { Conversation } from '#contract/conversation.ts'
import type { CommandContext } from './context.ts'

/**
 * Whom a command is meant for, captured once when it runs: the selected rows, else the open conversation, else the active row.
 * An active row that the list no longer shows is nobody's target.
 */
export function targetsOf({ inbox, openId }: CommandContext): string[] {
  if (inbox.selection.count() > 0) return inbox.selection.targets()
  if (openId !== null) return [openId]
  const active = inbox.selection.activeId()
  return active !== null && (inbox.lists.main()?.snapshot().ids.includes(active) ?? false) ? [active] : []
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
