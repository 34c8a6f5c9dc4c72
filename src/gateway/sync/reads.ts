import { ConnectorError } from '#connectors/connector-error.ts'
import type { Status } from '#contract/conversation.ts'
import { activeVendorIds } from '#gateway/storage/conversations.ts'
import { removeConversation } from '#gateway/usecases/remove-conversation.ts'
import type { Allowance } from './allowance.ts'
import { mirrorPage, placeOf } from './mirror.ts'
import { callVendor } from './vendor.ts'
import type { Vendor } from './vendor.ts'

const PAGE_SIZE = 100
const NEWEST_PAGE_EVERY_MS = 10_000

/** A walk over all conversations of a status, page by page. `began`: when its first page was asked for. */
export type Walk = { status: Status; cursor: string | null; began: number; pausedUntil: number }

/** A walk that ended rests this long: a small organisation is not read over and over. */
const REST_MS = 4000

export function newWalk(status: Status): Walk {
  return { status, cursor: null, began: 0, pausedUntil: 0 }
}

/** Reads the newest page, where most that happens shows first. */
export async function readNewestPage(vendor: Vendor, signal: AbortSignal): Promise<void> {
  vendor.newestPageAt = vendor.now() + NEWEST_PAGE_EVERY_MS
  await readPage(vendor, vendor.steady, { limit: PAGE_SIZE }, true, signal)
}

/** One page of a walk. At its end, active rows that it missed are wanted singly: they changed status, or are gone. */
export async function walkOn(vendor: Vendor, walk: Walk, signal: AbortSignal): Promise<Walk> {
  const began = walk.cursor === null ? vendor.now() : walk.began
  const query = { status: walk.status, limit: PAGE_SIZE, ...(walk.cursor === null ? {} : { cursor: walk.cursor }) }
  const page = await readPageFrom(vendor, query, true, signal)
  if (page === 'start again') return newWalk(walk.status)
  if (page.nextCursor !== null) return { ...walk, began, cursor: page.nextCursor }
  if (walk.status !== 'resolved') await wantMissed(vendor, walk.status, began)
  return { ...newWalk(walk.status), pausedUntil: vendor.now() + REST_MS }
}

async function wantMissed(vendor: Vendor, status: Status, began: number) {
  const ids = await activeVendorIds(vendor.storage.db, vendor.workspaceId, vendor.connection.id, status)
  for (const id of ids) if ((vendor.readAt.get(id) ?? 0) < began) vendor.rereads.add(id)
}

/** Reads one conversation again; one that the vendor no longer has leaves every list. */
export async function reread(vendor: Vendor, vendorId: string, signal: AbortSignal): Promise<void> {
  const began = vendor.now()
  try {
    const row = await callVendor(vendor, vendor.urgent, signal, () =>
      vendor.connector.getConversation(vendorId, signal),
    )
    await mirrorPage(vendor, { rows: [row], malformed: [] }, began, true)
  } catch (error) {
    if (!(error instanceof ConnectorError) || (error.kind !== 'not_found' && error.kind !== 'malformed')) throw error
    if (isGone(error))
      await removeConversation(vendor, { ...placeOf(vendor), vendorId, connectionName: vendor.connection.name })
  }
  vendor.rereads.delete(vendorId)
}

/** Only the vendor's own word says that a conversation is gone; a missing route does not. */
export function isGone(error: unknown): boolean {
  return error instanceof ConnectorError && error.kind === 'not_found' && error.code === 'resource_not_found'
}

/** One page of a list into the mirror. */
export async function readPage(
  vendor: Vendor,
  allowance: Allowance,
  query: { status?: Status; contactId?: string; cursor?: string; limit: number },
  announce: boolean,
  signal: AbortSignal,
) {
  const { page, began } = await callVendor(vendor, allowance, signal, async () => {
    const began = vendor.now()
    return { page: await vendor.connector.listConversations(query, signal), began }
  })
  await mirrorPage(vendor, page, began, announce)
  return page
}

/** A page from a cursor that may be too old by now: then the walk has to start again, which costs reads and loses nothing. */
export async function readPageFrom(
  vendor: Vendor,
  query: { status?: Status; cursor?: string; limit: number },
  announce: boolean,
  signal: AbortSignal,
) {
  try {
    return await readPage(vendor, vendor.steady, query, announce, signal)
  } catch (error) {
    if (query.cursor !== undefined && error instanceof ConnectorError && error.kind === 'rejected') return 'start again'
    throw error
  }
}
