import { ConnectorError } from '#connectors/connector-error.ts'
import { quarantineRows } from '#gateway/usecases/connections/quarantine-rows.ts'
import { applyContacts } from '#gateway/usecases/conversations/apply-contacts.ts'
import { placeOf } from './mirror.ts'
import { PAGE_SIZE } from './pages.ts'
import { callVendor } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

const REST_MS = 15 * 60 * 1000

/** A walk over all contacts. Conversations carry their contact's name and number, at some vendors not the e-mail. */
export type ContactWalk = { cursor: string | null; pausedUntil: number }

export const newContactWalk: ContactWalk = { cursor: null, pausedUntil: 0 }

/** Reads one page of contacts into the conversations that are theirs. Null: there is nothing to read now, or ever. */
export async function walkContactsOn(
  vendor: Vendor,
  { cursor, pausedUntil }: ContactWalk,
  signal: AbortSignal,
): Promise<ContactWalk | null> {
  const { connector } = vendor
  if (connector.listContacts === undefined || vendor.now() < pausedUntil) return null
  const query = { limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) }
  try {
    const page = await callVendor(vendor, vendor.steady, signal, async () => connector.listContacts?.(query, signal))
    if (page === undefined) return null
    const { rows: contacts, malformed } = page
    await quarantineRows(vendor, { ...placeOf(vendor), malformed, readable: contacts.map(({ id }) => id) })
    await applyContacts(vendor, { ...placeOf(vendor), connectionName: vendor.connection.name, contacts })
    return page.nextCursor === null ? rested(vendor) : { cursor: page.nextCursor, pausedUntil: 0 }
  } catch (error) {
    // A cursor that is too old, or a vendor without contacts: tried again from the start, but not now.
    if (error instanceof ConnectorError && (error.kind === 'rejected' || error.kind === 'not_found')) {
      return rested(vendor)
    }
    throw error
  }
}

function rested(vendor: Vendor): ContactWalk {
  return { cursor: null, pausedUntil: vendor.now() + REST_MS }
}
