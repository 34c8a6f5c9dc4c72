import { furtherDelivery, isSettled } from '#contract/delivery.ts'
import type { VendorMessage } from '#connectors/reading.ts'
import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import type { Message } from '#contract/message.ts'
import { messagesById, parseDelivery, updateMessage } from '#gateway/storage/messages.ts'
import type { MessageRow } from '#gateway/storage/messages.ts'
import { followedSends, updateSend } from '#gateway/storage/sends.ts'
import type { SendRow } from '#gateway/storage/sends.ts'
import type { Storage, Tx } from '#gateway/storage/storage.ts'
import { vendorActor } from '../vendor-actor.ts'
import { tellOutgoing } from './settle-send.ts'

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
      const [message] = await messagesById(tx, workspaceId, conversationId, [send.message_id])
      const delivery = told.find(({ id }) => id === send.message_id)?.delivery ?? null
      moved = (await moveMark(tx, { send, message, told: delivery }, deps.now())) || moved
    }
    if (moved && row !== undefined) await tellOutgoing(tx, row, {}, vendorActor(connection), deps.now())
  })
}

type Mark = { send: SendRow | undefined; message: MessageRow | undefined; told: Message['delivery'] }

/**
 * Moves one mark forward by what the vendor told of it, and plans when it is asked next where the message was sent from here. Answers
 * whether there is something to tell: a mark that moved, or a failure that only a reader of the thread has seen so far.
 */
export async function moveMark(tx: Tx, { send, message, told }: Mark, now: number): Promise<boolean> {
  const known = parseDelivery(message?.delivery ?? null)
  const further = message === undefined ? null : furtherDelivery(known, told)
  if (send !== undefined) await updateSend(tx, send.workspace_id, send.id, afterLook(send, further, now))
  if (message === undefined || further === null) return false
  if (further.state === known?.state) return further.state === 'failed' && send?.state === 'taken'
  await updateMessage(tx, message, { delivery: JSON.stringify(further) })
  return true
}

function afterLook({ taken_ms: takenMs }: SendRow, further: Message['delivery'], now: number) {
  if (further === null) return { follow_ms: null }
  const taken = takenMs ?? now
  const next = isSettled(further) ? undefined : LOOKS_MS.find((at) => at > now - taken)
  return {
    follow_ms: next === undefined ? null : taken + next,
    // One that was reported as failed may be seen to arrive after all.
    state: further.state === 'failed' ? ('refused' as const) : ('taken' as const),
  }
}
