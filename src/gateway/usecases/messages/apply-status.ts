import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import type { Message } from '#contract/message.ts'
import { messagesById } from '#gateway/storage/messages.ts'
import { sendOfMessage } from '#gateway/storage/sends.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { moveMark } from './follow-messages.ts'
import { vendorActor } from '../vendor-actor.ts'
import { tellOutgoing } from './settle-send.ts'

type Told = {
  workspaceId: string
  conversationId: string
  connection: { id: string; name: string }
  messageId: string
  delivery: NonNullable<Message['delivery']>
}

/**
 * How far a message of ours came, as a webhook says: late, twice and in any order, so its mark only moves forward. Answers false when
 * this conversation has no such message, as when the vendor announces it by another id than it answered with.
 */
export async function applyStatus(deps: { storage: Storage; now: () => number }, told: Told): Promise<boolean> {
  const { workspaceId, conversationId, connection, messageId, delivery } = told
  return deps.storage.write(async (tx) => {
    const row = await conversationForUpdate(tx, workspaceId, conversationId)
    const [message] = await messagesById(tx, workspaceId, conversationId, [messageId])
    if (row === undefined || message?.direction !== 'outbound') return false
    const send = await sendOfMessage(tx, workspaceId, conversationId, messageId)
    const moved = await moveMark(tx, { send, message, told: delivery }, deps.now())
    if (moved) await tellOutgoing(tx, row, {}, vendorActor(connection), deps.now())
    return true
  })
}
