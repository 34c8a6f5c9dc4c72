import { getConnection, releaseLease, takeLease } from '#gateway/storage/connections.ts'
import type { Tx } from '#gateway/storage/storage.ts'
import { sleep } from './bell.ts'
import type { Vendor } from './vendor.ts'

const LEASE_MS = 15_000
const RENEWAL_MS = 5000
/** Who waits for the lease looks this often whether it was given back early. */
const LOOK_AGAIN_MS = 1000

/**
 * Runs `work` whenever `owner` holds the connection's lease, until `signal` aborts; then gives the lease back. The signal that `work`
 * is given aborts when the lease is lost.
 */
export async function whileLeased(
  vendor: Vendor,
  owner: string,
  signal: AbortSignal,
  work: (held: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    if (await renew(vendor, owner)) await holding(vendor, owner, signal, work)
    else await sleep(Math.min(LOOK_AGAIN_MS, await leaseLasts(vendor)), signal)
  }
  await vendor.storage
    .write((tx) => releaseLease(tx, vendor.workspaceId, vendor.connection.id, owner))
    .catch((error: unknown) => vendor.log.warn({ err: error }, 'the lease could not be given back'))
}

async function holding(
  vendor: Vendor,
  owner: string,
  signal: AbortSignal,
  work: (held: AbortSignal) => Promise<void>,
): Promise<void> {
  const lost = new AbortController()
  const renewal = setInterval(() => {
    void renew(vendor, owner).then((held) => held || lost.abort())
  }, RENEWAL_MS)
  try {
    await work(AbortSignal.any([signal, lost.signal]))
  } finally {
    clearInterval(renewal)
  }
}

/** Takes or renews; a database that fails is a lease that is not held. */
async function renew(vendor: Vendor, owner: string): Promise<boolean> {
  const { workspaceId, connection, storage, log } = vendor
  return storage
    .write((tx) => takeLease(tx, workspaceId, connection.id, owner, vendor.now(), LEASE_MS))
    .catch((error: unknown) => {
      log.warn({ err: error }, 'the lease could not be taken')
      return false
    })
}

async function leaseLasts(vendor: Vendor): Promise<number> {
  const { workspaceId, connection, storage } = vendor
  const row = await getConnection(storage.db, workspaceId, connection.id).catch(() => undefined)
  const left = row === undefined ? LOOK_AGAIN_MS : row.lease_until_ms - vendor.now()
  return Math.max(1, left)
}

/**
 * Whether the lease is held at this moment: asked in the transaction that claims work, because a process that slept may not have
 * noticed yet that another took over.
 */
export async function holdsLease(tx: Tx, vendor: Vendor, owner: string): Promise<boolean> {
  const row = await getConnection(tx, vendor.workspaceId, vendor.connection.id)
  return row?.lease_owner === owner && row.lease_until_ms > vendor.now()
}
