import type { Status } from '#contract/conversation.ts'
import { command } from './command.ts'
import type { CommandContext } from './context.ts'
import { conversationsOf, hasTargets, targetsOf } from './targets.ts'

/**
 * Does something to the targets, then shows the conversation that became active when the thread's own one was among them. Whoever asks
 * the agent first, as the palette does, passes the targets that were meant when it began to ask.
 */
export function actAndFollow(context: CommandContext, act: (ids: string[]) => void, ids = targetsOf(context)): void {
  const { inbox, openId, go } = context
  const hadOpen = openId !== null && ids.includes(openId)
  if (hadOpen) inbox.selection.activate(openId)
  act(ids)
  const next = inbox.selection.activeId()
  if (!hadOpen || next === openId) return
  if (next === null) go.close()
  else go.open(next, { replace: true })
}

function setStatus(context: CommandContext, status: Status, advance: 1 | -1): void {
  actAndFollow(context, (ids) => context.inbox.setStatus(ids, status, { advance }))
}

const myself = ({ me }: CommandContext) =>
  me.agent === null ? null : { id: me.agent.id, name: me.agent.name, email: me.agent.email }

export const conversationCommands = [
  command({
    id: 'resolve',
    section: 'conversation',
    labelKey: 'commands.resolve',
    keys: ['e'],
    when: hasTargets,
    run: (context) => actAndFollow(context, (ids) => context.inbox.toggleResolved(ids, { advance: 1 })),
  }),
  command({
    id: 'resolve-next',
    section: 'conversation',
    labelKey: 'commands.resolve_next',
    keys: ['['],
    when: hasTargets,
    run: (context) => setStatus(context, 'resolved', 1),
  }),
  command({
    id: 'resolve-previous',
    section: 'conversation',
    labelKey: 'commands.resolve_previous',
    keys: [']'],
    when: hasTargets,
    run: (context) => setStatus(context, 'resolved', -1),
  }),
  command({
    id: 'reopen',
    section: 'conversation',
    labelKey: 'commands.reopen',
    keys: [],
    when: (context) => conversationsOf(context).some(({ status }) => status !== 'open'),
    run: (context) => actAndFollow(context, (ids) => context.inbox.setStatus(ids, 'open')),
  }),
  command({
    id: 'pending',
    section: 'conversation',
    labelKey: 'commands.pending',
    keys: ['p'],
    when: hasTargets,
    run: (context) => actAndFollow(context, (ids) => context.inbox.setStatus(ids, 'pending')),
  }),
  command({
    id: 'status',
    section: 'conversation',
    labelKey: 'commands.status',
    keys: ['s'],
    when: hasTargets,
    run: ({ ui }) => ui.palette('status'),
  }),
  command({
    id: 'assign',
    section: 'conversation',
    labelKey: 'commands.assign',
    keys: ['a'],
    when: hasTargets,
    run: ({ ui }) => ui.palette('assign'),
  }),
  command({
    id: 'assign-to-me',
    section: 'conversation',
    labelKey: 'commands.assign_to_me',
    keys: ['i'],
    when: (context) => context.me.agent !== null && hasTargets(context),
    run: (context) => actAndFollow(context, (ids) => context.inbox.assign(ids, myself(context))),
  }),
  command({
    id: 'unassign',
    section: 'conversation',
    labelKey: 'commands.unassign',
    keys: ['Shift+i'],
    when: hasTargets,
    run: (context) => actAndFollow(context, (ids) => context.inbox.assign(ids, null)),
  }),
  command({
    id: 'star',
    section: 'conversation',
    labelKey: 'commands.star',
    keys: ['f'],
    when: hasTargets,
    run: (context) => actAndFollow(context, (ids) => context.inbox.toggleStarred(ids)),
  }),
  command({
    id: 'mark-unread',
    section: 'conversation',
    labelKey: 'commands.mark_unread',
    keys: ['Shift+u'],
    when: hasTargets,
    run: (context) => context.inbox.markUnread(targetsOf(context)),
  }),
  command({
    id: 'undo',
    section: 'conversation',
    labelKey: 'commands.undo',
    keys: ['z', 'Mod+z'],
    when: ({ inbox }) => inbox.canUndo(),
    run: ({ inbox }) => inbox.undo(),
  }),
  command({
    id: 'copy-link',
    section: 'conversation',
    labelKey: 'commands.copy_link',
    keys: ['y'],
    when: (context) => context.ui.copy !== null && targetsOf(context).length === 1,
    run: (context) => {
      const [id] = targetsOf(context)
      if (id === undefined) return
      const { toasts } = context.inbox
      const told = () => toasts.push({ kind: 'info', key: 'copied', message: { key: 'done.link_copied', values: {} } })
      void context.ui.copy?.(`${location.origin}/inbox/${encodeURIComponent(id)}`).then(told)
    },
  }),
] as const
