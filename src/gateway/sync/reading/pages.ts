import { ConnectorError } from '#connectors/connector-error.ts'
import type { ConversationPage } from '#connectors/reading.ts'
import type { Status } from '#contract/conversation.ts'
import { mirrorPage } from './mirror.ts'
import { callVendor } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

export const PAGE_SIZE = 100
const NEWEST_PAGE_EVERY_MS = 10_000
/** Of so many steady reads one may be of the newest page: the rest is for all that does not show there. */
const READS_FOR_ONE_NEWEST = 4

/** Reads the newest page, where most that happens shows first. */
export async function readNewestPage(vendor: Vendor, signal: AbortSignal): Promise<void> {
  vendor.newestPageReadAt = vendor.now()
  const wait = Math.max(NEWEST_PAGE_EVERY_MS, READS_FOR_ONE_NEWEST * vendor.steady.everyMs())
  vendor.newestPageAt = vendor.newestPageReadAt + wait
  await readPage(vendor, { limit: PAGE_SIZE }, true, signal)
}

/** A page from a cursor that may be too old by now: then the walk has to start again, which costs reads and loses nothing. */
export async function readPageFrom(
  vendor: Vendor,
  at: { status?: Status; cursor: string | null },
  announce: boolean,
  signal: AbortSignal,
): Promise<ConversationPage | 'start again'> {
  const { cursor, ...filter } = at
  try {
    const query = { ...filter, limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) }
    return await readPage(vendor, query, announce, signal)
  } catch (error) {
    if (cursor !== null && error instanceof ConnectorError && error.kind === 'rejected') return 'start again'
    throw error
  }
}

async function readPage(
  vendor: Vendor,
  query: { status?: Status; cursor?: string; limit: number },
  announce: boolean,
  signal: AbortSignal,
): Promise<ConversationPage> {
  const { page, began } = await callVendor(vendor, vendor.steady, signal, async () => {
    const began = vendor.now()
    return { page: await vendor.connector.listConversations(query, signal), began }
  })
  await mirrorPage(vendor, page, began, announce)
  return page
}
