import type { Actor } from '#contract/live-event.ts'
import type { Message } from '#contract/message.ts'
import { furtherDelivery } from '#contract/delivery.ts'
import type { SentMessage } from '#connectors/sending.ts'
import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { parseDelivery, updateMessage } from '#gateway/storage/messages.ts'
import { outgoingState, sendById, updateSend } from '#gateway/storage/sends.ts'
import type { SendRow } from '#gateway/storage/sends.ts'
import type { Storage, Tx } from '#gateway/storage/storage.ts'
import { changeOf, recordEdits } from '../conversations/record-edits.ts'
import { vendorActor } from '../vendor-actor.ts'
import { sentMessage } from './sent-message.ts'

type Deps = { storage: Storage; now: () => number }
type Delivery = NonNullable<Message['delivery']>

/** How a claimed send ended, or why it has to wait again. */
export type SendOutcome =
  | { type: 'taken'; receipt: SentMessage }
  | { type: 'refused'; code: string }
  /** Nobody will ever know: the vendor did not answer while it still knew the key. */
  | { type: 'lost' }
  /** `inDoubt`: the vendor may have it; `isClear`: it is certain by now that it has not. */
  | { type: 'later'; notBefore: number; reason: string; inDoubt: boolean; isClear?: boolean }

/** The first look at how far a taken message came. */
const FIRST_LOOK_MS = 3000

/** Writes down how a claimed send ended. A worker that lost its claim unawares changes nothing. */
export async function settleSend(
  deps: Deps,
  claimed: SendRow,
  connection: { id: string; name: string },
  outcome: SendOutcome,
): Promise<void> {
  const { workspace_id: workspaceId, conversation_id: conversationId } = claimed
  await deps.storage.write(async (tx) => {
    const row = await conversationForUpdate(tx, workspaceId, conversationId)
    const present = await sendById(tx, workspaceId, claimed.id)
    if (present?.claimed_by !== claimed.claimed_by || present.state !== 'owed') return
    await settle(tx, present, outcome, deps.now())
    if (row === undefined) return
    const columns = outcome.type === 'taken' ? afterTaking(row, outcome.receipt, deps.now()) : {}
    await tellOutgoing(tx, row, columns, vendorActor(connection), deps.now())
  })
}

/** The next who reads the thread asks the vendor: it knows what was written in between. */
function afterTaking(row: ConversationRow, { createdAt }: SentMessage, now: number): Partial<ConversationRow> {
  const at = Math.max(row.last_message_ms ?? 0, createdAt ?? now)
  return { last_message_ms: at, sort_ms: at, messages_fresh_ms: null }
}

async function settle(tx: Tx, send: SendRow, outcome: SendOutcome, now: number): Promise<void> {
  const end = async (state: SendRow['state'], delivery: Delivery) => {
    await updateSend(tx, send.workspace_id, send.id, { state, claimed_by: null, in_doubt: 0 })
    await updateMessage(tx, await sentMessage(tx, send), { delivery: JSON.stringify(delivery) })
  }
  switch (outcome.type) {
    case 'taken':
      return take(tx, send, outcome.receipt, now)
    case 'refused':
      return end('refused', { state: 'failed', code: outcome.code })
    case 'lost':
      return end('lost', { state: 'unknown', code: null })
    case 'later': {
      const inDoubt = outcome.isClear === true ? 0 : outcome.inDoubt ? 1 : send.in_doubt
      await updateSend(tx, send.workspace_id, send.id, {
        claimed_by: null,
        in_doubt: inDoubt,
        not_before_ms: outcome.notBefore,
        last_error: outcome.reason,
      })
      const state = inDoubt === 1 ? ('checking' as const) : ('waiting' as const)
      await updateMessage(tx, await sentMessage(tx, send), { delivery: JSON.stringify({ state, code: null }) })
    }
  }
}

async function take(tx: Tx, send: SendRow, receipt: SentMessage, now: number): Promise<void> {
  const message = await sentMessage(tx, send)
  // An answer to a key is as old as the first one: a webhook may have told more since.
  const delivery = furtherDelivery(parseDelivery(message.delivery), { ...receipt.delivery })
  await updateMessage(tx, message, { id: receipt.id, delivery: JSON.stringify(delivery) })
  await updateSend(tx, send.workspace_id, send.id, {
    state: 'taken',
    claimed_by: null,
    in_doubt: 0,
    message_id: receipt.id,
    taken_ms: now,
    follow_ms: now + FIRST_LOOK_MS,
  })
}

/** Tells everybody that a message of this conversation came further, and shows in its row what is outstanding. */
export async function tellOutgoing(
  tx: Tx,
  row: ConversationRow,
  columns: Partial<ConversationRow>,
  actor: Actor,
  now: number,
): Promise<void> {
  const outgoing = await outgoingState(tx, row.workspace_id, row.id)
  await recordEdits(
    tx,
    row.workspace_id,
    [{ before: row, after: { ...row, ...columns, outgoing }, changes: [changeOf('details', actor)] }],
    now,
  )
}
