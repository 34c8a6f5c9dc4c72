import type { VendorMessage } from '#connectors/reading.ts'
import { messagesById } from '#gateway/storage/messages.ts'
import { owedSends } from '#gateway/storage/sends.ts'
import type { SendRow } from '#gateway/storage/sends.ts'
import type { Tx } from '#gateway/storage/storage.ts'
import type { SentFile } from '../files/outgoing-files.ts'

/** Clocks differ, and the vendor's may be behind ours. */
const CLOCKS_DIFFER_MS = 60_000

type Tried = Pick<SendRow, 'content' | 'first_tried_ms'> & Partial<Pick<SendRow, 'file_ref'>>

/**
 * Whether a message at the vendor can be the one that was tried to be sent: only the vendor's answer to its key tells for certain, or the
 * file that was handed over for it.
 */
export function mayBe(send: Tried, message: VendorMessage): boolean {
  if (message.direction !== 'outbound' || send.first_tried_ms === null) return false
  if (message.createdAt < send.first_tried_ms - CLOCKS_DIFFER_MS) return false
  const { content } = send
  if (content.type === 'text') return message.type === 'text' && isSameWords(message.text, content.text)
  if (content.type === 'template') {
    return message.type === 'template' && (message.label === null || message.label === content.name)
  }
  if (send.file_ref !== null && send.file_ref !== undefined) return mayHold(content, send.file_ref, message)
  return message.type === content.kind && isSameWords(message.text, content.caption) && isSameName(message, content)
}

/** A vendor that was handed a file may call it otherwise later, and show its caption apart. */
function mayHold({ kind, caption }: SentFile, fileRef: string, message: VendorMessage): boolean {
  if (message.fileRef === fileRef) return true
  return message.type === kind && (message.text === null || isSameWords(message.text, caption))
}

function isSameWords(told: string | null, sent: string | null): boolean {
  return (told ?? '').trim() === (sent ?? '').trim()
}

/** Vendors show the name of a document, if of any file. */
function isSameName({ label }: VendorMessage, { filename }: SentFile): boolean {
  return label === null || label === filename
}

/**
 * A vendor's messages without those that may be one whose sending is under way or in doubt: it is in the thread already, and would stand
 * there twice. Which one it is turns out when the send is settled; the next read has it.
 */
export async function withoutUnderWay(
  tx: Tx,
  workspaceId: string,
  conversationId: string,
  messages: readonly VendorMessage[],
): Promise<readonly VendorMessage[]> {
  const tried = (await owedSends(tx, workspaceId, conversationId)).filter((send) => send.first_tried_ms !== null)
  const doubtful = messages.filter((message) => tried.some((send) => mayBe(send, message)))
  if (doubtful.length === 0) return messages
  const ids = doubtful.map(({ id }) => id)
  const known = new Set((await messagesById(tx, workspaceId, conversationId, ids)).map(({ id }) => id))
  return messages.filter((message) => !doubtful.includes(message) || known.has(message.id))
}
