import type { Status } from '#contract/conversation.ts'
import type { ConversationPage, VendorConversation } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import { readRows } from '../kit/rows.ts'
import { unreadable, type Client } from './client.ts'
import { DELETED, readConversation, toVendorStatus } from './map.ts'
import { conversationsEnvelope, conversationWire } from './wire.ts'

/** More is refused. */
const MOST_PER_PAGE = 50

/** Where a page is. The vendor's list shows one status at a time: without one it hides what is closed. */
export type Place = { word: 'Active' | 'Closed'; page: number; perPage: number }
export type Listed = Omit<ConversationPage, 'nextCursor'> & { isEmpty: boolean }
type Query = { status?: Status; contactId?: string; cursor?: string; limit?: number }

/** One page of the vendor's list as it stands. It holds rows of a join: few conversations, or the same one twice. */
export async function readPage(client: Client, at: Place, signal?: AbortSignal): Promise<Listed> {
  const query = { page: at.page, per_page: at.perPage, status: at.word }
  const envelope = conversationsEnvelope.safeParse(await client.get(['conversations'], query, signal))
  if (!envelope.success) throw unreadable()
  const raws = envelope.data.conversations
  const shown = raws.filter((raw) => conversationWire.safeParse(raw).data?.status !== DELETED)
  const { rows, malformed } = readRows(shown, (raw) => readConversation(raw, 'list'))
  const once = new Map(rows.map((row): [string, VendorConversation] => [row.id, row]).toReversed())
  return { rows: rows.filter((row) => once.get(row.id) === row), malformed, isEmpty: raws.length === 0 }
}

/** Where a query begins, or goes on; null for a status that no conversation has there. Throws `invalid_cursor`. */
export function placeOf({ status, cursor, limit }: Query): Place | null {
  if (status === 'pending') return null
  const perPage = Math.max(1, Math.min(limit ?? MOST_PER_PAGE, MOST_PER_PAGE))
  if (cursor === undefined) return { word: toVendorStatus(status ?? 'open'), page: 1, perPage }
  const [, word, page, size] = /^(Active|Closed)\.([1-9]\d{0,6})\.([1-9]\d?)$/.exec(cursor) ?? []
  const fits = word !== undefined && (status === undefined || word === toVendorStatus(status))
  if (!fits) throw new ConnectorError('rejected', 'invalid_cursor', 'This cursor does not belong to this list.')
  // The size stays that of the first page, or pages would overlap.
  return { word: word === 'Closed' ? 'Closed' : 'Active', page: Number(page), perPage: Number(size) }
}

/** Behind this page: only an empty one is the end, whatever the total says. All statuses together are first the active, then the closed. */
export function cursorBehind(at: Place, isEmpty: boolean, status: Status | undefined): string | null {
  if (!isEmpty) return `${at.word}.${at.page + 1}.${at.perPage}`
  return status === undefined && at.word === 'Active' ? `Closed.1.${at.perPage}` : null
}
