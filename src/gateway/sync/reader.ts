import { loadBackfill, backfillOn } from './backfill.ts'
import type { Backfill } from './backfill.ts'
import { readNextPreview } from './previews.ts'
import { newWalk, readNewestPage, reread, walkOn } from './reads.ts'
import type { Walk } from './reads.ts'
import type { Vendor } from './vendor.ts'

/** Every so many walk pages a preview is read, so that neither starves the other. */
const WALK_PAGES_PER_PREVIEW = 2
const IDLE_MS = 250

/** What the reader is in the middle of. */
export type Reader = {
  backfill: Backfill
  walks: Walk[]
  pagesSincePreview: number
}

export async function createReader(vendor: Vendor): Promise<Reader> {
  return {
    backfill: await loadBackfill(vendor),
    walks: [newWalk('open'), newWalk('pending'), newWalk('resolved')],
    pagesSincePreview: 0,
  }
}

/**
 * The most urgent read: what a webhook or a walk asked for singly, then the newest page, then the first reading of everything, then
 * walks and previews in turn. Answers how long nothing is to be read, in milliseconds.
 */
export async function readOn(vendor: Vendor, reader: Reader, signal: AbortSignal): Promise<number> {
  const [wanted] = vendor.rereads
  if (wanted !== undefined) {
    await reread(vendor, wanted, signal)
    return 0
  }
  if (vendor.now() >= vendor.newestPageAt) {
    await readNewestPage(vendor, signal)
    return 0
  }
  if (!reader.backfill.done) {
    reader.backfill = await backfillOn(vendor, reader.backfill, signal)
    return 0
  }
  const walk = reader.walks.find((candidate) => candidate.pausedUntil <= vendor.now())
  const previewIsDue = walk === undefined || reader.pagesSincePreview >= WALK_PAGES_PER_PREVIEW
  if (previewIsDue) {
    reader.pagesSincePreview = 0
    if (await readNextPreview(vendor, signal)) return 0
  }
  if (walk === undefined) return IDLE_MS
  reader.pagesSincePreview += 1
  const next = await walkOn(vendor, walk, signal)
  // To the back of the row, so that the three take turns.
  reader.walks = [...reader.walks.filter((other) => other !== walk), next]
  return 0
}
