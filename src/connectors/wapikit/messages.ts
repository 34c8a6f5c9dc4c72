import type { MessagePage } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import { readRows } from '../kit/rows.ts'
import { unreadable, type Client } from './client.ts'
import { readMessage } from './map.ts'
import { messagesEnvelope } from './wire.ts'

/** More is refused; older servers refuse more than 50. */
const MOST_PER_PAGE = 200
const PER_PAGE = 50

/**
 * A page of a thread, newest first. The vendor counts pages back from the newest message and sorts each the other way round; messages that
 * it cannot decode, such as places, are null in it and say nothing, not even when they came.
 */
export async function readMessages(
  client: Client,
  path: readonly string[],
  { cursor, limit }: { cursor?: string; limit?: number },
  signal?: AbortSignal,
): Promise<MessagePage> {
  const { page, perPage } = placeOf(cursor, limit)
  const envelope = messagesEnvelope.safeParse(await client.get(path, { page, per_page: perPage }, signal))
  if (!envelope.success) throw unreadable()
  const raws = envelope.data.messages
  const { rows, malformed } = readRows(
    raws.filter((raw) => raw !== null),
    readMessage,
  )
  const newestFirst = rows.toReversed().toSorted((a, b) => b.createdAt - a.createdAt)
  return { rows: newestFirst, malformed, nextCursor: raws.length < perPage ? null : `${page + 1}.${perPage}` }
}

function placeOf(cursor: string | undefined, limit: number | undefined): { page: number; perPage: number } {
  if (cursor === undefined) return { page: 1, perPage: Math.max(1, Math.min(limit ?? PER_PAGE, MOST_PER_PAGE)) }
  const [, page, perPage] = /^([1-9]\d{0,6})\.([1-9]\d{0,2})$/.exec(cursor) ?? []
  if (page === undefined)
    throw new ConnectorError('rejected', 'invalid_cursor', 'This cursor does not belong to a thread.')
  return { page: Number(page), perPage: Number(perPage) }
}
