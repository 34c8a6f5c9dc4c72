import { furtherDelivery, isSettled } from '#contract/delivery.ts'
import type { VendorMessage } from '#connectors/connector.ts'
import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import { messagesById, parseDelivery, updateMessage } from '#gateway/storage/messages.ts'
import { followedSends, updateSend } from '#gateway/storage/sends.ts'
import type { SendRow } from '#gateway/storage/sends.ts'
import type { Storage, Tx } from '#gateway/storage/storage.ts'
import { tellOutgoing, vendorActor } from './settle-send.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
/** How old a taken message is when the vendor is asked about it again. A phone that is off answers nobody: then the thread is read when it is opened. */
const LOOKS_MS = [3 * SECOND_MS, 10 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS]

/**
 * Moves the marks of messages that the vendor took, by what it tells of them now, and plans the next look. One that it failed to deliver
 * after all is shown in its conversation's row until somebody looks after it.
 */
export async function followMessages(
  deps: { storage: Storage; now: () => number },
  followed: {
    workspaceId: string
    conversationId: string
    connection: { id: string; name: string }
    told: readonly VendorMessage[]
  },
): Promise<void> {
  const { workspaceId, conversationId, connection, told } = followed
  await deps.storage.write(async (tx) => {
    const row = await conversationForUpdate(tx, workspaceId, conversationId)
    let moved = false
    for (const send of await followedSends(tx, workspaceId, conversationId)) {
      moved = (await look(tx, send, told, deps.now())) || moved
    }
    if (moved && row !== undefined) await tellOutgoing(tx, row, {}, vendorActor(connection), deps.now())
  })
}

/** Answers whether there is something to tell: a mark that moved, or a failure that only a reader of the thread has seen so far. */
async function look(tx: Tx, send: SendRow, told: readonly VendorMessage[], now: number): Promise<boolean> {
  const [message] = await messagesById(tx, send.workspace_id, send.conversation_id, [send.message_id])
  const known = parseDelivery(message?.delivery ?? null)
  const further = furtherDelivery(known, told.find(({ id }) => id === send.message_id)?.delivery ?? null)
  if (message === undefined || further === null) {
    await updateSend(tx, send.workspace_id, send.id, { follow_ms: null })
    return false
  }
  const age = now - (send.taken_ms ?? now)
  const next = isSettled(further) ? undefined : LOOKS_MS.find((at) => at > age)
  await updateSend(tx, send.workspace_id, send.id, {
    follow_ms: next === undefined ? null : (send.taken_ms ?? now) + next,
    ...(further.state === 'failed' ? { state: 'refused' as const } : {}),
  })
  if (further.state === known?.state) return further.state === 'failed'
  await updateMessage(tx, message, { delivery: JSON.stringify(further) })
  return true
}
