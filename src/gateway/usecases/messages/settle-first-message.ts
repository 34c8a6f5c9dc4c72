import { furtherDelivery } from '#contract/delivery.ts'
import type { SentMessage } from '#connectors/sending.ts'
import { abandonFirstMessages, firstMessageById, updateFirstMessage } from '#gateway/storage/first-messages.ts'
import type { FirstMessageRow } from '#gateway/storage/first-messages.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import type { SendOutcome } from './settle-send.ts'

type Deps = { storage: Storage; now: () => number }

/** How a claimed first message ended, or why it has to wait again. */
export type FirstOutcome =
  | SendOutcome
  /** This number had a conversation by then: nothing was sent. */
  | { type: 'exists'; conversationId: string }

/** Writes down how a claimed first message ended. A worker that lost its claim unawares changes nothing. */
export async function settleFirstMessage(deps: Deps, claimed: FirstMessageRow, outcome: FirstOutcome): Promise<void> {
  await deps.storage.write(async (tx) => {
    const present = await firstMessageById(tx, claimed.workspace_id, claimed.id)
    if (present === undefined || present.claimed_by !== claimed.claimed_by || present.state !== claimed.state) return
    await updateFirstMessage(tx, claimed.workspace_id, claimed.id, {
      claimed_by: null,
      ...columnsAfter(present, outcome, deps.now()),
    })
  })
}

type Columns = Parameters<typeof updateFirstMessage>[3]

function columnsAfter(present: FirstMessageRow, outcome: FirstOutcome, now: number): Columns {
  if (outcome.type === 'taken') return afterTaking(present, outcome.receipt, now)
  if (outcome.type === 'later') return whileWaiting(present, outcome)
  const ended = { in_doubt: 0, conversation_id: outcome.type === 'exists' ? outcome.conversationId : null }
  return { ...ended, ...ends[outcome.type], delivery: deliveryAt(outcome) }
}

const ends = { refused: { state: 'refused' }, lost: { state: 'lost' }, exists: { state: 'existed' } } as const

function deliveryAt(end: Extract<FirstOutcome, { type: keyof typeof ends }>): FirstMessageRow['delivery'] {
  if (end.type === 'lost') return { state: 'unknown', code: null }
  return { state: 'failed', code: end.type === 'refused' ? end.code : 'conversation_exists' }
}

function afterTaking(present: FirstMessageRow, { id, delivery }: SentMessage, now: number): Columns {
  return {
    state: 'taken',
    vendor_message_id: id,
    taken_ms: now,
    // From here on tries at finding its conversation are counted.
    attempts: 0,
    in_doubt: 0,
    not_before_ms: now,
    delivery: furtherDelivery(present.delivery, delivery) ?? delivery,
  }
}

function whileWaiting(present: FirstMessageRow, wait: Extract<FirstOutcome, { type: 'later' }>): Columns {
  // What the vendor has is looked for again; that this takes its time says nothing of the message.
  if (present.state === 'taken') return { not_before_ms: wait.notBefore }
  const inDoubt = wait.isClear === true ? 0 : wait.inDoubt ? 1 : present.in_doubt
  const delivery = { state: inDoubt === 1 ? ('checking' as const) : ('waiting' as const), code: null }
  const tried = wait.isClear === true ? { first_tried_ms: null } : {}
  return { ...tried, in_doubt: inDoubt, not_before_ms: wait.notBefore, delivery }
}

/** Takes back what a worker was doing when it was killed or lost its lease. Whether the vendor has it is unknown, and is shown so. */
export async function recoverFirstMessages(
  { storage }: Pick<Deps, 'storage'>,
  worker: { workspaceId: string; connectionId: string; owner: string },
): Promise<void> {
  await storage.write((tx) => abandonFirstMessages(tx, worker.workspaceId, worker.connectionId, worker.owner))
}
