import { command } from './command.ts'
import type { CommandContext } from './context.ts'
import { activeRow } from './targets.ts'

/** Moves the active row; a thread that is open follows it. */
function move({ inbox, openId, go }: CommandContext, step: 1 | -1): void {
  const active = inbox.selection.activeId()
  if (openId !== null && active !== openId) inbox.selection.activate(openId)
  const next = inbox.selection.move(step)
  if (openId !== null && next !== null && next !== openId) go.open(next, { replace: true })
}

/** On to the next row, or the one before where there is none; out of the thread when it was the last. */
export function goToNext({ inbox, openId, go }: CommandContext): void {
  if (openId === null) return
  inbox.selection.activate(openId)
  const next = inbox.selection.neighbour(new Set([openId]), 1)
  if (next === null) return go.close()
  inbox.selection.activate(next)
  go.open(next, { replace: true })
}

const hasRows = ({ inbox }: CommandContext) => (inbox.lists.main()?.snapshot().ids.length ?? 0) > 0

/** One step out of wherever the agent is: what is in front, then the selection, then the thread. */
function stepOut({ inbox, openId, go, ui }: CommandContext): void {
  if (ui.closePopup?.() === true) return
  if (inbox.selection.count() > 0) inbox.selection.clear()
  else if (openId !== null) go.close()
}

export const moveCommands = [
  command({
    id: 'next',
    section: 'move',
    labelKey: 'commands.next',
    keys: ['j', 'ArrowDown'],
    when: hasRows,
    run: (context) => move(context, 1),
    repeats: true,
    hidden: true,
  }),
  command({
    id: 'previous',
    section: 'move',
    labelKey: 'commands.previous',
    keys: ['k', 'ArrowUp'],
    when: hasRows,
    run: (context) => move(context, -1),
    repeats: true,
    hidden: true,
  }),
  command({
    id: 'open',
    section: 'move',
    labelKey: 'commands.open',
    keys: ['Enter', 'o'],
    when: (context) => ![null, context.openId].includes(activeRow(context)),
    run: (context) => {
      const id = activeRow(context)
      if (id !== null) context.go.open(id)
    },
  }),
  command({
    id: 'out',
    section: 'move',
    labelKey: 'commands.out',
    keys: ['Escape'],
    run: stepOut,
    hidden: true,
  }),
] as const
