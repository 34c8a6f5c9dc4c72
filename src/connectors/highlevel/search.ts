import type { ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import type { Client } from './client.ts'
import { readCursor, writeCursor, type Position } from './cursor.ts'
import { newestMoment } from './message-list.ts'
import { locationId } from './settings.ts'
import { placeWire, searchWire } from './wire.ts'

/** The most that others ask for; the vendor documents no limit. */
const MOST_ROWS = 100

type Wanted = { contactId?: string; cursor?: string; limit?: number }
type Found = { raws: unknown[]; nextCursor: string | null; behind?: number }
type Answer = { conversations: unknown[]; total?: number | undefined }

/** Rows of search, newest first. */
export type Search = {
  page: (wanted: Wanted, signal?: AbortSignal) => Promise<Found>
  /** The row of one conversation; undefined when search has none. */
  row: (id: string, signal?: AbortSignal) => Promise<unknown>
}

export function createSearch(client: Client, config: ConnectorConfig): Search {
  async function ask(query: Record<string, string | number | undefined>, signal?: AbortSignal): Promise<Answer> {
    const all = { locationId: locationId(config), ...query }
    const answer = searchWire.safeParse(await client.get(['conversations', 'search'], all, signal))
    if (answer.success) return answer.data
    throw new ConnectorError('malformed', 'bad_shape', 'HighLevel answered a search with JSON of another shape.')
  }

  async function page({ contactId, cursor, limit = MOST_ROWS }: Wanted, signal?: AbortSignal): Promise<Found> {
    const from = cursor === undefined ? null : readCursor(cursor)
    const order = { sort: 'desc', sortBy: 'last_message_date', limit: Math.min(limit, MOST_ROWS), contactId }
    let total: number | undefined
    const after = async (startAfterDate?: number, most = order.limit): Promise<unknown[]> => {
      const { conversations: raws, total: told } = await ask({ ...order, startAfterDate, limit: most }, signal)
      // Further on it is not documented whether it counts those before.
      if (from === null) total = told
      return from === null ? raws : raws.filter((raw) => !from.met.includes(idOf(raw)))
    }
    // From one millisecond above, so that those of the last row's that the page before had no room for are met.
    let raws = await after(from === null ? undefined : from.sortMs + 1)
    // Nothing new there: the end, or a millisecond with more rows than a page. What the largest page cannot hold of it is passed over.
    const isStuck = from !== null && raws.length === 0
    if (isStuck && order.limit < MOST_ROWS) raws = await after(from.sortMs + 1, MOST_ROWS)
    if (isStuck && raws.length === 0) raws = await after(from.sortMs)
    // A page may be shorter than what was asked for, so only one without anything new is the last.
    const next = raws.length === 0 ? null : await positionAfter(raws, from, signal)
    const behind = total === undefined ? {} : { behind: Math.max(0, total - raws.length) }
    return { raws, nextCursor: next === null ? null : writeCursor(next), ...behind }
  }

  async function positionAfter(raws: unknown[], from: Position | null, signal?: AbortSignal): Promise<Position | null> {
    const places = raws.map((raw) => ({ id: idOf(raw), ms: sortOf(raw) }))
    const told = places.flatMap(({ ms }) => ms ?? [])
    const sortMs = told.length > 0 ? Math.min(...told) : await newestMoment(client, places.at(-1)?.id ?? '', signal)
    if (sortMs === null) return null
    const met = places.filter(({ ms, id }) => (ms ?? sortMs) === sortMs && id !== '').map(({ id }) => id)
    return { sortMs, met: from?.sortMs === sortMs ? [...new Set([...from.met, ...met])] : met }
  }

  return {
    page,
    row: async (id, signal) => (await ask({ id, limit: 1 }, signal)).conversations.find((raw) => idOf(raw) === id),
  }
}

function idOf(raw: unknown): string {
  return placeWire.safeParse(raw).data?.id ?? ''
}

/** The value that the list is sorted by; undefined where a row does not tell it. */
function sortOf(raw: unknown): number | undefined {
  const place = placeWire.safeParse(raw).data
  const [sort] = place?.sort ?? []
  return typeof sort === 'number' ? Math.floor(sort) : place?.lastMessageDate
}
