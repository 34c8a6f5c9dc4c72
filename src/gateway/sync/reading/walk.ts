import type { Status } from '#contract/conversation.ts'
import { activeVendorIds } from '#gateway/storage/conversations-to-read.ts'
import { readPageFrom } from './pages.ts'
import type { Vendor } from '../vendor.ts'

/** A walk over all conversations of a status, page by page. `began`: when its first page was asked for. */
export type Walk = { status: Status; cursor: string | null; began: number; pausedUntil: number }

/** A walk that ended rests this long: a small organisation is not read over and over. */
const REST_MS = 4000

export function newWalk(status: Status, pausedUntil = 0): Walk {
  return { status, cursor: null, began: 0, pausedUntil }
}

/** One page of a walk. At its end, active rows that it missed are wanted singly: they changed status, or are gone. */
export async function walkOn(vendor: Vendor, walk: Walk, signal: AbortSignal): Promise<Walk> {
  const began = walk.cursor === null ? vendor.now() : walk.began
  const page = await readPageFrom(vendor, { status: walk.status, cursor: walk.cursor }, true, signal)
  if (page === 'start again') return newWalk(walk.status, vendor.now() + REST_MS)
  if (page.nextCursor !== null) return { ...walk, began, cursor: page.nextCursor }
  if (walk.status !== 'resolved') await wantMissed(vendor, walk.status, began)
  return newWalk(walk.status, vendor.now() + REST_MS)
}

async function wantMissed(vendor: Vendor, status: Exclude<Status, 'resolved'>, began: number) {
  const ids = await activeVendorIds(vendor.storage.db, vendor.workspaceId, vendor.connection.id, status)
  for (const id of ids) if ((vendor.readAt.get(id) ?? 0) < began) vendor.missed.set(id, began)
}

/** Forgets reads that began before every active walk under way: nobody asks for them any more. */
export function forgetOldReads(vendor: Vendor, walks: readonly Walk[]): void {
  const began = walks.filter((walk) => walk.cursor !== null).map((walk) => walk.began)
  const oldest = Math.min(vendor.now(), ...began)
  for (const [id, at] of vendor.readAt) {
    if (at >= oldest) break
    vendor.readAt.delete(id)
  }
}
