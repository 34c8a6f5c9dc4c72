import { messagesById } from '#gateway/storage/messages.ts'
import type { MessageRow } from '#gateway/storage/messages.ts'
import type { SendRow } from '#gateway/storage/sends.ts'
import type { Read } from '#gateway/storage/storage.ts'

/** The message of a send, as it stands in the thread. There is none without the other. */
export async function sentMessage(db: Read, send: SendRow): Promise<MessageRow> {
  const [message] = await messagesById(db, send.workspace_id, send.conversation_id, [send.message_id])
  if (message === undefined) throw new Error(`The message ${send.message_id} of a send is not there.`)
  return message
}
