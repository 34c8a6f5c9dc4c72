import { ConnectorError } from '#connectors/connector-error.ts'
import type { WebhookDelivery } from '#connectors/webhooks.ts'
import { heardAs } from '#gateway/usecases/connections/heard.ts'
import { receiveWebhook } from '#gateway/usecases/connections/receive-webhook.ts'
import { sleep, untilAborted } from '../bell.ts'
import { atLeast, spread } from '../health.ts'
import { placeOf } from './mirror.ts'
import { isReachable } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

/** Whether the vendor is well is asked this often. */
const LOOK_AGAIN_MS = 1000
/** A stream that broke is opened again after the first wait, which doubles while none lasts. */
const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 60_000
/** One that was refused for what it is may be allowed later. */
const REFUSED_WAIT_MS = 5 * 60_000
/** A stream that held so long was a good one. */
const LASTS_MS = 30_000

/**
 * Listens to the vendor's stream of events, where it has one, for as long as the vendor is well, and again whenever it ends. What it tells
 * is stored like webhooks and worked off with them. Resolves when `signal` aborts.
 */
export async function followLoop(vendor: Vendor, signal: AbortSignal): Promise<void> {
  if (vendor.connector.follow === undefined) return untilAborted(signal)
  let failures = 0
  while (!signal.aborted) {
    if (!vendor.accountKnown || !isReachable(vendor)) await sleep(LOOK_AGAIN_MS, signal)
    else {
      const began = vendor.now()
      const error = await listen(vendor, signal)
      failures = vendor.now() - began >= LASTS_MS ? 0 : failures + 1
      await sleep(waitAfter(vendor, error, failures), signal)
    }
  }
}

/** Listens until the stream ends, and answers why it did; null when the vendor ended it, or we. Throws what is no `ConnectorError`. */
async function listen(vendor: Vendor, signal: AbortSignal): Promise<ConnectorError | null> {
  const ended = new AbortController()
  const ending = AbortSignal.any([signal, ended.signal])
  void whileAccepted(vendor, ending).then(() => ended.abort())
  try {
    const hear = { opened: () => opened(vendor), told: (delivery: WebhookDelivery) => told(vendor, delivery) }
    await vendor.connector.follow?.(hear, ending)
    return null
  } catch (error) {
    if (ending.aborted) return null
    if (!(error instanceof ConnectorError)) throw error
    vendor.log.info({ kind: error.kind, code: error.code }, 'the vendor’s events cannot be heard')
    return error
  } finally {
    vendor.isFollowed = false
    ended.abort()
  }
}

function opened(vendor: Vendor): void {
  vendor.isFollowed = true
  // What happened before is not told, or was told to nobody.
  vendor.newestPageAt = vendor.now()
  vendor.readBell.ring()
}

async function told(vendor: Vendor, delivery: WebhookDelivery): Promise<void> {
  const isNew = await receiveWebhook(vendor, { ...placeOf(vendor), delivery })
  vendor.heard[heardAs(delivery, isNew)] += 1
  if (isNew) vendor.webhookBell.ring()
}

/** A key that is accepted no more, or opens another account by now, ends the stream that it opened. */
async function whileAccepted(vendor: Vendor, signal: AbortSignal): Promise<void> {
  while (vendor.accountKnown && !signal.aborted) await sleep(LOOK_AGAIN_MS, signal)
}

function waitAfter(vendor: Vendor, error: ConnectorError | null, failures: number): number {
  const { kind, retryAfterMs } = error ?? { kind: null, retryAfterMs: null }
  if (retryAfterMs !== null) return atLeast(retryAfterMs, vendor.random())
  const isRefused = kind === 'auth' || kind === 'not_found' || kind === 'rejected'
  const wait = isRefused ? REFUSED_WAIT_MS : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1))
  return spread(wait, vendor.random())
}
