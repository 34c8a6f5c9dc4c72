import { furtherDelivery } from '#contract/delivery.ts'
import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import { firstMessageById, updateFirstMessage } from '#gateway/storage/first-messages.ts'
import type { FirstMessageRow } from '#gateway/storage/first-messages.ts'
import { deleteMessage, insertMessage, messagesById, parseDelivery } from '#gateway/storage/messages.ts'
import type { MessageRow } from '#gateway/storage/messages.ts'
import { insertSend, outgoingState, sendByKey, updateSend } from '#gateway/storage/sends.ts'
import type { Storage, Tx } from '#gateway/storage/storage.ts'
import { previewOf } from './message-row.ts'
import { recordEdits } from '../conversations/record-edits.ts'

/**
 * Puts a first message that the vendor has into the conversation that it made of it. From then on it is a message like any other that
 * was sent from here: it has an author in its thread, and the vendor is asked how far it came. A worker that lost its claim unawares
 * changes nothing.
 */
export async function placeFirstMessage(
  deps: { storage: Storage; now: () => number },
  claimed: FirstMessageRow,
  conversationId: string,
): Promise<void> {
  const { workspace_id: workspaceId, id } = claimed
  await deps.storage.write(async (tx) => {
    const row = await conversationForUpdate(tx, workspaceId, conversationId)
    const present = await firstMessageById(tx, workspaceId, id)
    const isOurs = present?.claimed_by === claimed.claimed_by && present?.state === 'taken'
    if (row === undefined || present === undefined || !isOurs || present.vendor_message_id === null) return
    const message = await putIntoThread(tx, present, conversationId, present.vendor_message_id)
    await putSend(tx, present, message, deps.now())
    await updateFirstMessage(tx, workspaceId, id, {
      state: 'placed',
      claimed_by: null,
      conversation_id: conversationId,
      ...(message.delivery === null ? {} : { delivery: parseDelivery(message.delivery) ?? present.delivery }),
    })
    const shown =
      (row.preview_ms ?? 0) > message.created_ms ? {} : previewOf({ ...message, createdAt: message.created_ms })
    const outgoing = await outgoingState(tx, workspaceId, conversationId)
    const told = { from: null, to: 'outbound', actor: present.author, client: present.client }
    await recordEdits(
      tx,
      workspaceId,
      [
        {
          before: row,
          // The next who reads the thread asks the vendor: it knows what else was written.
          after: { ...row, ...shown, outgoing, messages_fresh_ms: null },
          changes: [{ field: 'message', ...told }],
        },
      ],
      deps.now(),
    )
  })
}

/** A thread that was read before this holds the message already, without its author. */
async function putIntoThread(
  tx: Tx,
  first: FirstMessageRow,
  conversationId: string,
  messageId: string,
): Promise<MessageRow> {
  const [read] = await messagesById(tx, first.workspace_id, conversationId, [messageId])
  const delivery = furtherDelivery(first.delivery, parseDelivery(read?.delivery ?? null))
  const { id, name } = first.author
  const message: MessageRow = {
    workspace_id: first.workspace_id,
    conversation_id: conversationId,
    id: messageId,
    direction: 'outbound',
    type: first.content.type,
    text: first.text ?? read?.text ?? null,
    label: first.content.name,
    delivery: JSON.stringify(delivery),
    parts: null,
    send_key: first.key,
    author: JSON.stringify({ id, name }),
    created_ms: read?.created_ms ?? first.taken_ms ?? first.created_ms,
  }
  if (read !== undefined) await deleteMessage(tx, read)
  await insertMessage(tx, message)
  return message
}

/** The vendor is asked about it as about every message that it took. */
async function putSend(tx: Tx, first: FirstMessageRow, message: MessageRow, now: number): Promise<void> {
  await insertSend(tx, {
    workspace_id: first.workspace_id,
    connection_id: first.connection_id,
    conversation_id: message.conversation_id,
    message_id: message.id,
    key: first.key,
    content: first.content,
    created_ms: first.created_ms,
  })
  const send = await sendByKey(tx, first.workspace_id, first.key)
  if (send === undefined) return
  const { first_tried_ms, taken_ms, generation } = first
  await updateSend(tx, first.workspace_id, send.id, {
    state: 'taken',
    first_tried_ms,
    taken_ms,
    generation,
    follow_ms: now,
  })
}
