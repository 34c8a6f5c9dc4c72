import type { Conversation } from '#contract/conversation.ts'
import type { ConflictBody } from '#contract/live-event.ts'
import { isVisible } from '#inbox/lib/presentable.ts'
import type { ApiError } from '../api-error.ts'
import type { Op, OpPatch } from './overlay.ts'
import type { Message } from '../toasts.ts'

type Contact = Conversation['contact']

/** What a contact is called in a sentence: the name, else the number, else nothing, for which the catalogue has a word. Whoever shows it makes it fit. */
function nameOf(contact: Contact | undefined): string {
  const called = [contact?.name, contact?.phone_number, contact?.email]
  return called.find((name) => name !== null && name !== undefined && isVisible(name)) ?? ''
}

/** A contact's name as a value of a sentence. */
export function nameValues(contact: Contact | undefined): Message['values'] {
  return { name: nameOf(contact) }
}

/** "Resolved Ana", "Resolved 12 conversations": the catalogue chooses by `count`. */
export function doneOf(patch: OpPatch, count: number, contact: Contact | undefined): Message {
  const values = { count, name: nameOf(contact) }
  if (patch.status !== undefined) return { key: `done.${patch.status}`, values }
  if (patch.starred !== undefined) return { key: patch.starred ? 'done.starred' : 'done.unstarred', values }
  if (patch.unread_count !== undefined) return { key: 'done.unread', values }
  if (patch.assignee === null || patch.assignee === undefined) return { key: 'done.unassigned', values }
  return { key: 'done.assigned', values: { ...values, assignee: patch.assignee.name ?? '' } }
}

/** The same, and who is next: "Resolved Ana. Next: Budi". */
export function announcementOf(done: Message, next: Contact | undefined): Message {
  return next === undefined ? done : { key: `${done.key}_next`, values: { ...done.values, next: nameOf(next) } }
}

/** One sentence for each thing that the agent can do about it. */
export function refusedOf(error: ApiError, contact: Contact | undefined): Message {
  const values = { name: nameOf(contact), requestId: error.requestId ?? '' }
  if (error.status === 404) return { key: 'refused.gone', values }
  if (error.status === 403) return { key: 'refused.forbidden', values }
  if (error.param === 'assigned_to') return { key: 'refused.assignee', values }
  return { key: error.status >= 500 ? 'refused.server' : 'refused.invalid', values }
}

/** Who won, what they made of it, and how many seconds ago. */
export function conflictOf(op: Op, body: ConflictBody, now: number): Message {
  const field = op.patch.status === undefined ? 'assignee' : 'status'
  const winner = body.changes.findLast((change) => change.field === field) ?? body.changes.at(-1)
  const { conversation } = body
  const at = winner === undefined ? Number.NaN : Date.parse(winner.at)
  const values = {
    name: nameOf(conversation.contact),
    who: winner?.actor.name ?? '',
    seconds: Number.isNaN(at) ? 0 : Math.max(0, Math.round((now - at) / 1000)),
  }
  if (field === 'status') return { key: `conflict.${conversation.status}`, values }
  if (conversation.assignee === null) return { key: 'conflict.unassigned', values }
  return { key: 'conflict.assigned', values: { ...values, assignee: conversation.assignee.name ?? '' } }
}
