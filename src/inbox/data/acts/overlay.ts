import type { Assignee, Conversation, Status } from '#contract/conversation.ts'

/**
 * What an agent's act sets. A field that is absent is left alone; an assignee of null is unassigned; `unread_count` is read (0) or
 * unread (1), however many messages that is.
 */
export type OpPatch = { status?: Status; assignee?: Assignee | null; starred?: boolean; unread_count?: 0 | 1 }

/**
 * One act on one conversation that the gateway has not answered yet. Ids and values are captured when the agent acts.
 * `from` holds what the screen showed of the same fields, `baseVersion` the version that it showed; `at` is epoch ms.
 */
export type Op = {
  id: string
  conversationId: string
  patch: OpPatch
  from: OpPatch
  baseVersion: number
  at: number
}

/** What the screen shows: the base with every unsettled op on top, oldest first. */
export function applyOps(base: Conversation, ops: readonly Op[]): Conversation {
  const patch: OpPatch = {}
  for (const op of ops) Object.assign(patch, op.patch)
  const shown = { ...base, ...patch }
  return patch.unread_count === 1 ? { ...shown, unread_count: Math.max(1, base.unread_count) } : shown
}

/** What of a patch would change this conversation, with the values it would replace; null when nothing would. */
export function effectOf(patch: OpPatch, shown: Conversation): { patch: OpPatch; from: OpPatch } | null {
  const effect: { patch: OpPatch; from: OpPatch } = { patch: {}, from: {} }
  if (patch.status !== undefined && patch.status !== shown.status) {
    effect.patch.status = patch.status
    effect.from.status = shown.status
  }
  if (patch.assignee !== undefined && patch.assignee?.id !== shown.assignee?.id) {
    effect.patch.assignee = patch.assignee
    effect.from.assignee = shown.assignee
  }
  if (patch.starred !== undefined && patch.starred !== shown.starred) {
    effect.patch.starred = patch.starred
    effect.from.starred = shown.starred
  }
  const unread = shown.unread_count > 0 ? 1 : 0
  if (patch.unread_count !== undefined && patch.unread_count !== unread) {
    effect.patch.unread_count = patch.unread_count
    effect.from.unread_count = unread
  }
  return Object.keys(effect.patch).length === 0 ? null : effect
}

/** Whether a conversation holds exactly the values of a patch. */
export function holds(conversation: Conversation, patch: OpPatch): boolean {
  return effectOf(patch, conversation) === null
}
