import { ConnectorError } from '../connector-error.ts'
import { readRow, readRows } from '../kit/rows.ts'
import { isUsableId } from '../kit/wire-parts.ts'
import type { Client } from './client.ts'
import { messagesAnswer, messageWire } from './wire.ts'

const MOST_ROWS = 100

/** `cursor` is the id of the last row met. */
export type Wanted = { conversationId: string; cursor?: string; limit?: number; types?: readonly string[] }

/** A page as the vendor lists it, newest first. Throws `ConnectorError`. */
export async function listRows(client: Client, { conversationId, cursor, limit, types }: Wanted, signal?: AbortSignal) {
  if (!isUsableId(conversationId)) {
    throw new ConnectorError('not_found', 'no_such_id', 'No conversation can have this id.')
  }
  const query = { limit: Math.min(limit ?? MOST_ROWS, MOST_ROWS), lastMessageId: cursor, type: types?.join(',') }
  const answer = messagesAnswer.safeParse(
    await client.get(['conversations', conversationId, 'messages'], query, signal),
  )
  if (!answer.success) {
    throw new ConnectorError(
      'malformed',
      'bad_shape',
      'HighLevel answered a list of messages with JSON of another shape.',
    )
  }
  const { messages, lastMessageId, nextPage } = answer.data
  const page = readRows(messages, (raw) => readRow(messageWire, raw, (wire) => wire))
  // An empty page is the last one, whatever it says.
  const hasMore = nextPage === true && messages.length > 0
  return { ...page, nextCursor: hasMore ? (lastMessageId ?? page.rows.at(-1)?.id ?? null) : null }
}

/** When somebody wrote last in a conversation, or something happened in it; null when nothing did. */
export async function newestMoment(
  client: Client,
  conversationId: string,
  signal?: AbortSignal,
): Promise<number | null> {
  const { rows } = await listRows(client, { conversationId, limit: 1 }, signal)
  return rows[0]?.dateAdded ?? null
}
