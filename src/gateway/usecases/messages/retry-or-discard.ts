import type { Actor } from '#contract/live-event.ts'
import { isUnsent } from '#contract/message.ts'
import type { Message } from '#contract/message.ts'
import { windowClosesAt, windowState } from '#contract/window.ts'
import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { deleteMessage, updateMessage } from '#gateway/storage/messages.ts'
import { deleteSend, sendOfMessage, updateSend } from '#gateway/storage/sends.ts'
import type { SendRow } from '#gateway/storage/sends.ts'
import type { Storage, Tx } from '#gateway/storage/storage.ts'
import { sendsOn } from '../connections/channel-rules.ts'
import type { Channels } from '../connections/channel-rules.ts'
import { fail } from '../fail.ts'
import { presentMessage } from './present-message.ts'
import { sentMessage } from './sent-message.ts'
import { tellOutgoing } from './settle-send.ts'

type Deps = { storage: Storage; now: () => number }
type Request = { workspaceId: string; conversationId: string; messageId: string; actor: Actor }

/**
 * Tries a message again that the vendor refused before it had it, or of which nobody knows; to the vendor it is another message. One
 * that waits again already stays as it is. Fails with `resource_not_found`, `not_waiting` or `outside_24h_window`.
 */
export async function retryMessage(
  deps: Deps,
  { channels, ...request }: Request & { channels: Channels },
): Promise<Message> {
  return deps.storage.write(async (tx) => {
    const { row, send } = await find(tx, request)
    const message = await sentMessage(tx, send)
    if (send.state === 'owed') return presentMessage(message)
    if (send.state === 'taken' || !isUnsent(message)) return fail('not_waiting')
    const isClosed = windowState(windowClosesAt(row.last_inbound_ms), deps.now()) === 'closed'
    if (sendsOn(channels, row.channel)?.hasWindow === true && send.content.type !== 'template' && isClosed)
      fail('outside_24h_window')
    await updateSend(tx, request.workspaceId, send.id, {
      state: 'owed',
      generation: send.generation + 1,
      // Another message, so another file: by its file it is told from the one before.
      file_ref: null,
      not_before_ms: deps.now(),
      first_tried_ms: null,
      attempts: 0,
    })
    const delivery = JSON.stringify({ state: 'waiting', code: null })
    await updateMessage(tx, message, { delivery })
    await tellOutgoing(tx, row, {}, request.actor, deps.now())
    return presentMessage({ ...message, delivery })
  })
}

/**
 * Discards a message that the vendor never had; of one that the vendor failed to deliver only the warning goes. Fails with
 * `resource_not_found`, or with `not_waiting` when the vendor has it or may have it.
 */
export async function discardMessage(deps: Deps, request: Request): Promise<void> {
  await deps.storage.write(async (tx) => {
    const { row, send } = await find(tx, request)
    const message = await sentMessage(tx, send)
    const mayBeThere = send.state === 'owed' && (send.claimed_by !== null || send.in_doubt === 1)
    if (send.state === 'taken' || mayBeThere) fail('not_waiting')
    if (isUnsent(message)) {
      await deleteMessage(tx, message)
      await deleteSend(tx, request.workspaceId, send.id)
    } else {
      await updateSend(tx, request.workspaceId, send.id, { state: 'taken' })
    }
    await tellOutgoing(tx, row, {}, request.actor, deps.now())
  })
}

async function find(tx: Tx, request: Request): Promise<{ row: ConversationRow; send: SendRow }> {
  const { workspaceId, conversationId, messageId } = request
  const row = await conversationForUpdate(tx, workspaceId, conversationId)
  const send = await sendOfMessage(tx, workspaceId, conversationId, messageId)
  return row === undefined || send === undefined ? fail('resource_not_found') : { row, send }
}
