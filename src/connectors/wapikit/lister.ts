import type { Connector } from '../connector.ts'
import type { VendorConversation } from '../reading.ts'
import type { Client } from './client.ts'
import { cursorBehind, placeOf, type Listed, type Place } from './list.ts'
import { readListPage } from './list-around.ts'

/** As many as are worth remembering; beyond it, finding one costs more pages. */
const MOST_REMEMBERED = 200_000
/** How many pages are read to find one conversation. */
const MOST_PAGES = 6
const FIRST_PAGE: Omit<Place, 'word'> = { page: 1, perPage: 50 }

export type Lister = {
  list: Connector['listConversations']
  /** The conversation's row, which is the only place that tells its assignee; null when it is not where it was, nor near. */
  find: (id: string, signal?: AbortSignal) => Promise<VendorConversation | null>
}

/** The vendor's list, and a memory of where in it each conversation was. */
export function createLister(client: Client): Lister {
  const seen = new Map<string, Place>()
  /** The last conversation of each page. */
  const ends = new Map<string, string>()

  async function read(at: Place, signal?: AbortSignal): Promise<Listed> {
    const listed = await readListPage(client, at, signal)
    if (seen.size > MOST_REMEMBERED) seen.clear()
    for (const { id } of listed.rows) seen.set(id, at)
    const last = listed.rows.at(-1)
    if (last !== undefined) ends.set(keyOf(at), last.id)
    return listed
  }

  return {
    list: async (query, signal) => {
      const at = placeOf(query)
      if (at === null) return { rows: [], malformed: [], nextCursor: null }
      const before = ends.get(keyOf({ ...at, page: at.page - 1 }))
      const { rows, malformed, isEmpty } = await read(at, signal)
      return {
        // One that was cut in two by the page's end was told already, and its other half may show an assignee of long ago.
        rows: rows
          .filter(({ id }, index) => index > 0 || id !== before)
          .filter(({ contact }) => query.contactId === undefined || contact.id === query.contactId),
        malformed,
        nextCursor: cursorBehind(at, isEmpty, query.status),
      }
    },
    find: async (id, signal) => {
      for (const at of likelyPlaces(seen.get(id))) {
        const { rows } = await read(at, signal)
        const found = rows.find((row) => row.id === id)
        if (found !== undefined) return found
      }
      return null
    },
  }
}

/** Where it was, the pages round that, and the first of all: rows move when they are written. */
function likelyPlaces(at: Place | undefined): Place[] {
  const near = at === undefined ? [] : [at, { ...at, page: at.page + 1 }, { ...at, page: at.page - 1 }]
  const firsts = (['Active', 'Closed'] as const).flatMap((word) => [
    { ...FIRST_PAGE, word },
    { ...FIRST_PAGE, word, page: 2 },
    { ...FIRST_PAGE, word, page: 3 },
  ])
  const places = [...near, ...firsts].filter(({ page }) => page > 0)
  return [...new Map(places.map((place) => [keyOf(place), place])).values()].slice(0, MOST_PAGES)
}

function keyOf({ word, page, perPage }: Place): string {
  return `${word}.${page}.${perPage}`
}
