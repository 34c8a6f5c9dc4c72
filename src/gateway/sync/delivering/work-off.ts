import { randomUUID } from 'node:crypto'
import type { Tx } from '#gateway/storage/storage.ts'
import type { Bell } from '../bell.ts'
import { holdsLease } from '../lease.ts'
import { isReachable } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

/** Written side by side to the vendor. */
const AT_ONCE = 4
/** Looked again this often even when nobody rang: another gateway may have written what is to be delivered. */
const LOOK_AGAIN_MS = 1000

/** One kind of thing that is owed to a vendor. */
export type Owed<Row> = {
  bell: Bell
  /** Takes back what anybody but `claimant` claimed and did not finish. */
  recover(claimant: string): Promise<void>
  /** When the next one falls due (epoch ms, perhaps in the past), or null when nothing is owed. */
  nextDueAt(): Promise<number | null>
  /** How many writes of the vendor's limits are left to others who go first. */
  yields(): Promise<number>
  claim(tx: Tx, claim: { now: number; owner: string; limit: number }): Promise<Row[]>
  /** Delivers one, or puts it back. Never throws for what a vendor does. */
  deliver(row: Row): Promise<void>
}

/** Delivers what is owed to the vendor as it falls due, until `signal` aborts and what is under way has ended. */
export async function workOff<Row>(vendor: Vendor, owner: string, signal: AbortSignal, owed: Owed<Row>): Promise<void> {
  // A name of its own for each run: claims under another were left behind, also when they were left behind here.
  const claimant = randomUUID()
  await owed.recover(claimant)
  const underWay = new Set<Promise<void>>()
  const bugs: unknown[] = []
  try {
    while (!signal.aborted && bugs.length === 0) {
      const due = await owed.nextDueAt()
      const claimed = isDue(vendor, due) ? await claim(vendor, owner, claimant, owed, AT_ONCE - underWay.size) : []
      for (const row of claimed) {
        const delivery = owed
          .deliver(row)
          .catch((error: unknown) => bugs.push(error))
          .then(() => {
            underWay.delete(delivery)
            // Whatever waited for this one is in one of the queues.
            vendor.outboxBell.ring()
            vendor.sendBell.ring()
            vendor.firstBell.ring()
          })
        underWay.add(delivery)
      }
      if (claimed.length === 0) await owed.bell.wait(untilDue(vendor, due), signal)
    }
  } finally {
    await Promise.all(underWay)
  }
  if (bugs.length > 0 && !signal.aborted) throw bugs[0]
}

function isDue(vendor: Vendor, due: number | null): boolean {
  return vendor.accountKnown && isReachable(vendor) && due !== null && due <= vendor.now()
}

/** Claims no more than can be written at once: what waits for the vendor's limits can still be taken back. */
async function claim<Row>(
  vendor: Vendor,
  owner: string,
  claimant: string,
  owed: Owed<Row>,
  room: number,
): Promise<Row[]> {
  const limit = Math.min(room, vendor.writes.left(vendor.now()) - (await owed.yields()))
  if (limit < 1) return []
  return vendor.storage.write(async (tx) =>
    (await holdsLease(tx, vendor, owner)) ? owed.claim(tx, { now: vendor.now(), owner: claimant, limit }) : [],
  )
}

function untilDue(vendor: Vendor, due: number | null): number {
  const now = vendor.now()
  const wait = Math.max((due ?? Number.POSITIVE_INFINITY) - now, vendor.writes.waitMs(now))
  return wait > 0 ? Math.min(LOOK_AGAIN_MS, wait) : LOOK_AGAIN_MS
}
