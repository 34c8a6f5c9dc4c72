import type { FirstMessage } from '#contract/first-message.ts'
import { parseDelivery } from '#gateway/storage/messages.ts'
import type { FirstMessageRow } from '#gateway/storage/first-messages.ts'
import { sendByKey } from '#gateway/storage/sends.ts'
import type { Read } from '#gateway/storage/storage.ts'
import { sentMessage } from './sent-message.ts'

/** A first message as the API shows it. Of one that stands in its thread by now the thread knows how far it came. */
export async function presentFirstMessage(db: Read, row: FirstMessageRow): Promise<FirstMessage> {
  const send = row.state === 'placed' ? await sendByKey(db, row.workspace_id, row.key) : undefined
  const inThread = send === undefined ? null : parseDelivery((await sentMessage(db, send)).delivery)
  const { name, language, variables } = row.content
  return {
    id: row.id,
    object: 'first_message',
    connection_id: row.connection_id,
    to: row.to_number,
    from: row.from_number,
    template: { name, language, variables },
    text: row.text,
    delivery: inThread ?? row.delivery,
    conversation_id: row.conversation_id,
    key: row.key,
    author: { id: row.author.id, name: row.author.name },
    created_at: new Date(row.created_ms).toISOString(),
  }
}
