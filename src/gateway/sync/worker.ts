import { ConnectorError } from '#connectors/connector-error.ts'
import { releaseLease, takeLease } from '#gateway/storage/connections.ts'
import { claimDue, nextDueAt } from '#gateway/storage/outbox.ts'
import { recoverClaims } from '#gateway/usecases/recover-claims.ts'
import { learnAccount, saveHealth } from './account.ts'
import { deliver } from './dispatch.ts'
import { createReader, readOn } from './reader.ts'
import type { Reader } from './reader.ts'
import { isReachable } from './vendor.ts'
import type { Vendor } from './vendor.ts'
import { processWebhooks } from './webhooks.ts'

const LEASE_MS = 15_000
const LEASE_RENEWAL_MS = 5000
/** Writes to several conversations go out side by side; within one they keep their order. */
const WRITES_AT_ONCE = 4
/** Loops look again this often even when nobody rang: another gateway may have written what is to be done. */
const LOOK_AGAIN_MS = 1000
const AFTER_A_BUG_MS = 5000

/**
 * Serves one connection for as long as this process holds its lease: delivers the outbox, reads the vendor, works off webhooks. One
 * worker in the whole installation does, which makes order and budget a local matter. Resolves when `signal` aborts.
 */
export async function runWorker(vendor: Vendor, owner: string, signal: AbortSignal): Promise<void> {
  const lease = () =>
    vendor.storage.write((tx) => takeLease(tx, vendor.workspaceId, vendor.connection.id, owner, vendor.now(), LEASE_MS))
  while (!signal.aborted) {
    if (!(await lease().catch(() => false))) {
      await vendor.readBell.wait(LEASE_RENEWAL_MS, signal)
      continue
    }
    const lost = new AbortController()
    const holding = AbortSignal.any([signal, lost.signal])
    const renewal = setInterval(() => {
      lease().then(
        (held) => held || lost.abort(),
        () => lost.abort(),
      )
    }, LEASE_RENEWAL_MS)
    await serve(vendor, owner, holding)
    clearInterval(renewal)
  }
  await vendor.storage
    .write((tx) => releaseLease(tx, vendor.workspaceId, vendor.connection.id, owner))
    .catch((error: unknown) => vendor.log.warn({ error }, 'the lease could not be given back'))
}

async function serve(vendor: Vendor, owner: string, signal: AbortSignal): Promise<void> {
  await recoverClaims(vendor, { workspaceId: vendor.workspaceId, connection: vendor.connection, owner })
  const reader = await createReader(vendor)
  await Promise.all([
    repeat(vendor, signal, () => readLoop(vendor, reader, signal)),
    repeat(vendor, signal, () => writeLoop(vendor, owner, signal)),
    repeat(vendor, signal, () => webhookLoop(vendor, signal)),
  ])
}

/** Keeps a loop going over what nobody foresaw: one bug must not end the sync. */
async function repeat(vendor: Vendor, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    try {
      await work()
    } catch (error) {
      if (signal.aborted) return
      vendor.log.warn({ error }, 'sync met something unexpected and goes on')
      await new Promise((resolve) => setTimeout(resolve, AFTER_A_BUG_MS))
    }
  }
}

/** The reader is also the probe: while the vendor is down it is the only one that calls, at growing intervals. */
async function readLoop(vendor: Vendor, reader: Reader, signal: AbortSignal): Promise<void> {
  let knowsAccount = false
  while (!signal.aborted) {
    try {
      if (!knowsAccount) {
        await learnAccount(vendor, signal)
        knowsAccount = true
      }
      const idleMs = await readOn(vendor, reader, signal)
      await saveHealth(vendor, reader.backfill)
      await vendor.readBell.wait(idleMs, signal)
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof ConnectorError)) throw error
      knowsAccount &&= error.kind !== 'auth'
      vendor.log.info({ kind: error.kind, code: error.code }, 'the vendor did not answer a read')
      await saveHealth(vendor, reader.backfill)
      await vendor.readBell.wait(Math.max(LOOK_AGAIN_MS, vendor.condition.probeAt - vendor.now()), signal)
    }
    // Whoever waited for the vendor to be well again need not wait longer.
    if (isReachable(vendor)) vendor.outboxBell.ring()
  }
}

async function writeLoop(vendor: Vendor, owner: string, signal: AbortSignal): Promise<void> {
  const { workspaceId, connection, storage } = vendor
  while (!signal.aborted) {
    if (!isReachable(vendor)) {
      await vendor.outboxBell.wait(LOOK_AGAIN_MS, signal)
      continue
    }
    const claimed = await storage.write((tx) =>
      claimDue(tx, workspaceId, connection.id, { now: vendor.now(), owner, limit: WRITES_AT_ONCE }),
    )
    await Promise.all(claimed.map((row) => deliver(vendor, row, signal)))
    if (claimed.length > 0) continue
    const due = await nextDueAt(storage.db, workspaceId, connection.id)
    await vendor.outboxBell.wait(Math.min(LOOK_AGAIN_MS, due === null ? LOOK_AGAIN_MS : due - vendor.now()), signal)
  }
}

async function webhookLoop(vendor: Vendor, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (!(await processWebhooks(vendor))) await vendor.webhookBell.wait(LOOK_AGAIN_MS, signal)
  }
}
