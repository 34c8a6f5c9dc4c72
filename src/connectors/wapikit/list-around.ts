import type { MalformedRow, VendorConversation } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import { NAME, type Client } from './client.ts'
import { readPage, type Listed, type Place } from './list.ts'

/**
 * One page of the list, read around what the server fails at: a single contact that it cannot decode makes every page with it a 500. Then
 * its parts are read; the row alone is malformed. When all parts fail, it is the server, and the first failure stands.
 */
export async function readListPage(client: Client, at: Place, signal?: AbortSignal): Promise<Listed> {
  const page = await readOrFail(client, at, signal)
  return page instanceof ConnectorError ? readParts(client, at, page, signal) : page
}

async function readParts(client: Client, at: Place, failure: ConnectorError, signal?: AbortSignal): Promise<Listed> {
  const places = partsOf(at)
  const parts: (Listed | ConnectorError)[] = []
  for (const place of places) parts.push(await readOrFail(client, place, signal))
  if (parts.every((part) => part instanceof ConnectorError)) throw failure
  const whole: Listed[] = []
  for (const [index, part] of parts.entries()) {
    const place = places[index]
    if (!(part instanceof ConnectorError)) whole.push(part)
    else if (place === undefined || place.perPage === 1)
      whole.push({ rows: [], malformed: [unreadable], isEmpty: false })
    else whole.push(await readParts(client, place, part, signal))
  }
  const rows = new Map<string, VendorConversation>()
  for (const row of whole.flatMap((part) => part.rows)) if (!rows.has(row.id)) rows.set(row.id, row)
  return { rows: [...rows.values()], malformed: whole.flatMap((part) => part.malformed), isEmpty: false }
}

const unreadable: MalformedRow = {
  vendorId: null,
  reason: `${NAME} fails at this row of its list, as it does at contacts without attributes.`,
  payload: '',
}

/** The same rows in smaller pages: a fifth each, or single ones. */
function partsOf({ word, page, perPage }: Place): Place[] {
  const size = perPage > 10 && perPage % 5 === 0 ? perPage / 5 : 1
  const count = perPage / size
  return Array.from({ length: count }, (_, part) => ({ word, page: (page - 1) * count + part + 1, perPage: size }))
}

/** The error of a page that ended in 500; throws all others. */
async function readOrFail(client: Client, at: Place, signal?: AbortSignal): Promise<Listed | ConnectorError> {
  try {
    return await readPage(client, at, signal)
  } catch (error) {
    if (error instanceof ConnectorError && error.status === 500) return error
    throw error
  }
}
