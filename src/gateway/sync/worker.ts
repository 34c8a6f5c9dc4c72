import { ConnectorError } from '#connectors/connector-error.ts'
import { learnAccount, saveHealth } from './account.ts'
import { sleep } from './bell.ts'
import { deliverFirstMessages } from './delivering/deliver-first-messages.ts'
import { deliverOutbox } from './delivering/deliver-outbox.ts'
import { deliverSends } from './delivering/deliver-sends.ts'
import { followLoop } from './reading/follow.ts'
import { tidyUp } from './housekeeping.ts'
import { whileLeased } from './lease.ts'
import { createReader, readOn } from './reading/reader.ts'
import { subscribeLoop } from './webhooks/subscribe.ts'
import { isReachable, noteFailure } from './vendor.ts'
import type { Vendor } from './vendor.ts'
import { processWebhooks } from './webhooks/webhooks.ts'

/** Loops look again this often even when nobody rang: another gateway may have written what is to be done. */
const LOOK_AGAIN_MS = 1000
const AFTER_A_BUG_MS = 5000

/**
 * Serves one connection for as long as this process holds its lease: delivers the outbox, reads the vendor, works off webhooks. One
 * worker in the whole installation does, which makes order and budget a local matter. Resolves when `signal` aborts; never rejects.
 */
export async function runWorker(vendor: Vendor, owner: string, signal: AbortSignal): Promise<void> {
  await whileLeased(vendor, owner, signal, async (held) => {
    await Promise.all([
      repeat(vendor, held, () => readLoop(vendor, held)),
      repeat(vendor, held, () => deliverSends(vendor, owner, held)),
      repeat(vendor, held, () => deliverFirstMessages(vendor, owner, held)),
      repeat(vendor, held, () => deliverOutbox(vendor, owner, held)),
      repeat(vendor, held, () => webhookLoop(vendor, held)),
      repeat(vendor, held, () => followLoop(vendor, held)),
      repeat(vendor, held, () => subscribeLoop(vendor, owner, held)),
      repeat(vendor, held, () => tidyUp(vendor, held)),
    ])
  })
}

/** Keeps a loop going over what nobody foresaw: one bug must not end the sync. */
async function repeat(vendor: Vendor, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    try {
      await work()
    } catch (error) {
      if (signal.aborted) return
      vendor.log.warn({ err: error }, 'sync met something unexpected and goes on')
      await sleep(AFTER_A_BUG_MS, signal)
    }
  }
}

/** The reader is also the probe: while the vendor is down it is the only one that calls, at growing intervals. */
async function readLoop(vendor: Vendor, signal: AbortSignal): Promise<void> {
  const reader = await createReader(vendor)
  while (!signal.aborted) {
    try {
      if (!vendor.accountKnown) await learnAccount(vendor, signal)
      const idleMs = await readOn(vendor, reader, signal)
      await saveHealth(vendor, reader.backfill)
      if (!isReachable(vendor)) await untilProbe(vendor, signal)
      else await vendor.readBell.wait(idleMs, signal)
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof ConnectorError)) throw error
      vendor.log.info({ kind: error.kind, code: error.code }, 'the vendor did not answer a read')
      noteUnreadable(vendor, error)
      await saveHealth(vendor, reader.backfill)
      await untilProbe(vendor, signal)
    }
    // Whoever waited for the vendor to be well again need not wait longer.
    if (isReachable(vendor)) {
      vendor.outboxBell.ring()
      vendor.sendBell.ring()
      vendor.firstBell.ring()
    }
  }
}

/** An account or a list that is refused or unreadable leaves nothing to go by, which is as good as no answer. */
function noteUnreadable(vendor: Vendor, { kind, code, message }: ConnectorError) {
  const isKnown = kind === 'auth' || kind === 'rate_limited' || kind === 'unreachable'
  if (!isKnown) noteFailure(vendor, new ConnectorError('unreachable', code, message))
}

async function untilProbe(vendor: Vendor, signal: AbortSignal): Promise<void> {
  await sleep(Math.max(LOOK_AGAIN_MS, vendor.condition.probeAt - vendor.now()), signal)
}

async function webhookLoop(vendor: Vendor, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (!(await processWebhooks(vendor))) await vendor.webhookBell.wait(LOOK_AGAIN_MS, signal)
  }
}
