import { backfillOn, loadBackfill } from './backfill.ts'
import type { Backfill } from './backfill.ts'
import { newContactWalk, walkContactsOn } from './contacts.ts'
import type { ContactWalk } from './contacts.ts'
import { followNextSend } from '../delivering/follow-sends.ts'
import { readNewestPage } from './pages.ts'
import { readNextPreview, readOpenedThread } from './previews.ts'
import { reread } from './reread.ts'
import type { Vendor } from '../vendor.ts'
import { forgetOldReads, newWalk, walkOn } from './walk.ts'
import type { Walk } from './walk.ts'

/** What webhooks name may be read at once, unless it would take these calls from agents who wait for a thread. */
const KEPT_FOR_AGENTS = 20
const LONGEST_IDLE_MS = 1000

/** What the reader is in the middle of. */
export type Reader = {
  backfill: Backfill
  /** Open and pending, whose turn is next first; the open alone where the list is the same for every status. */
  active: readonly Walk[]
  resolved: Walk
  contacts: ContactWalk
  turn: number
}

/** Does one read if there is one of its kind to do, and answers whether there was. */
type Job = (vendor: Vendor, reader: Reader, signal: AbortSignal) => Promise<boolean>

/**
 * All steady reading takes turns, so that nothing starves however much there is of another kind. Active conversations come by most
 * often; who has nothing to do passes.
 */
const round: readonly Job[] = [
  readOpened,
  walkActive,
  followSends,
  readMissed,
  readOpened,
  walkResolved,
  walkActive,
  readMissed,
  readNextPreviewOf,
  walkContacts,
]

export async function createReader(vendor: Vendor): Promise<Reader> {
  const { filtersByStatus } = vendor.connector
  return {
    backfill: await loadBackfill(vendor),
    // Where the list is the same for every status, one walk meets all of them.
    active: filtersByStatus ? [newWalk('open'), newWalk('pending')] : [newWalk('open')],
    resolved: newWalk('resolved', filtersByStatus ? 0 : Number.POSITIVE_INFINITY),
    contacts: newContactWalk,
    turn: 0,
  }
}

/**
 * Makes the most urgent read: a conversation that a webhook named, then the newest page, then the first reading of everything, then
 * whose turn it is. Answers how long nothing is to be read, in milliseconds.
 */
export async function readOn(vendor: Vendor, reader: Reader, signal: AbortSignal): Promise<number> {
  const [announced] = vendor.announced.keys()
  if (announced !== undefined && vendor.urgent.left(vendor.now()) > KEPT_FOR_AGENTS) {
    await reread(vendor, announced, vendor.urgent, signal)
    return 0
  }
  if (vendor.now() >= vendor.newestPageAt) {
    await readNewestPage(vendor, signal)
    return 0
  }
  if (!reader.backfill.done) {
    reader.turn += 1
    // A vendor that allows little may take hours; what happens meanwhile does not wait for its end.
    const isTurn = reader.turn % 2 === 0
    if (isTurn && ((await readOpened(vendor, reader, signal)) || (await readMissed(vendor, reader, signal)))) return 0
    reader.backfill = await backfillOn(vendor, reader.backfill, signal)
    return 0
  }
  for (const _ of round) {
    const job = round[reader.turn % round.length]
    // Before the work: what fails must not be next again, or it would stand in the way of everything else.
    reader.turn += 1
    if (job !== undefined && (await job(vendor, reader, signal))) return 0
  }
  return idleFor(vendor, reader)
}

function idleFor(vendor: Vendor, { active, resolved }: Reader): number {
  const next = Math.min(vendor.newestPageAt, resolved.pausedUntil, ...active.map((walk) => walk.pausedUntil))
  return Math.min(LONGEST_IDLE_MS, Math.max(0, next - vendor.now()))
}

async function walkActive(vendor: Vendor, reader: Reader, signal: AbortSignal): Promise<boolean> {
  const walk = reader.active.find((candidate) => candidate.pausedUntil <= vendor.now())
  if (walk === undefined) return false
  const others = reader.active.filter((other) => other !== walk)
  reader.active = [...others, walk]
  reader.active = [...others, await walkOn(vendor, walk, signal)]
  forgetOldReads(vendor, reader.active)
  return true
}

async function walkResolved(vendor: Vendor, reader: Reader, signal: AbortSignal): Promise<boolean> {
  if (reader.resolved.pausedUntil > vendor.now()) return false
  reader.resolved = await walkOn(vendor, reader.resolved, signal)
  return true
}

async function readMissed(vendor: Vendor, _: Reader, signal: AbortSignal): Promise<boolean> {
  const [announced] = vendor.announced.keys()
  const [missed] = vendor.missed.keys()
  const wanted = announced ?? missed
  if (wanted === undefined) return false
  await reread(vendor, wanted, vendor.steady, signal)
  return true
}

async function readNextPreviewOf(vendor: Vendor, _: Reader, signal: AbortSignal): Promise<boolean> {
  return readNextPreview(vendor, signal)
}

async function readOpened(vendor: Vendor, _: Reader, signal: AbortSignal): Promise<boolean> {
  return readOpenedThread(vendor, signal)
}

async function followSends(vendor: Vendor, _: Reader, signal: AbortSignal): Promise<boolean> {
  return followNextSend(vendor, signal)
}

async function walkContacts(vendor: Vendor, reader: Reader, signal: AbortSignal): Promise<boolean> {
  const next = await walkContactsOn(vendor, reader.contacts, signal)
  if (next === null) return false
  reader.contacts = next
  return true
}
