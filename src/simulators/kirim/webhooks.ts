import { createWebhookCourier, type Deliver, type WebhookTricks } from '../kit/webhook-courier.ts'
import { dueDeliveries, findDelivery, insertDelivery, saveDelivery, type Delivery } from './deliveries.ts'
import type { VendorEvent } from './event-types.ts'
import { sign } from './signature.ts'
import { activeSecrets, findSubscription, listSubscriptions, saveSubscription } from './subscriptions.ts'
import type { Vendor } from './vendor.ts'

export type Webhooks = WebhookTricks & {
  emit: (event: VendorEvent) => void
  /** Starts every attempt that is due and returns them, in order. */
  runDue: () => Promise<void>[]
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
/** Waits before each of the eight attempts; each varies by a fifth either way. */
export const retryWaits = [0, 10 * second, 30 * second, 2 * minute, 10 * minute, hour, 6 * hour, 24 * hour]
const failuresUntilDisabled = 20

export function createWebhooks(vendor: Vendor, deliver: Deliver): Webhooks {
  const courier = createWebhookCourier(deliver, vendor.closing, async (id) => {
    const delivery = findDelivery(vendor, id)
    if (delivery) await attempt(delivery)
  })

  async function attempt(delivery: Delivery): Promise<void> {
    const started = { ...delivery, attempts: delivery.attempts + 1, dueMs: null }
    saveDelivery(vendor, started)
    const subscription = findSubscription(vendor, delivery.subscriptionId)
    // A switched-off subscription keeps its deliveries for a replay.
    if (subscription?.status !== 'active') return
    const answer = await post(started, subscription.url)
    if (answer !== null && answer.status < 300) {
      for (let copy = 0; copy < courier.extra(); copy += 1) await post(started, subscription.url)
    }
    settle(started, answer)
  }

  function post(delivery: Delivery, url: string): Promise<Response | null> {
    const secrets = activeSecrets(vendor, delivery.subscriptionId).map(({ secret }) => secret)
    const headers = {
      'User-Agent': 'Kirim-Webhook/1.0',
      'X-Kirim-Source': delivery.source,
      'X-Kirim-Event': delivery.event,
      'X-Kirim-Event-Id': delivery.eventId,
      'X-Kirim-Delivery-Id': delivery.id,
      'X-Kirim-Attempt': String(delivery.attempts),
      'X-Kirim-Signature': sign(delivery.body, secrets, vendor.clock.now()),
    }
    return courier.post(url, headers, delivery.body)
  }

  function settle(delivery: Delivery, answer: Response | null): void {
    // The store is gone by then; the next start revives the delivery.
    if (vendor.closing.aborted) return
    const outcome = judge(delivery, answer)
    saveDelivery(vendor, { ...delivery, ...outcome, responseStatus: answer?.status ?? null })
    vendor.wake()
    if (outcome.status === 'pending') return
    const subscription = findSubscription(vendor, delivery.subscriptionId)
    if (!subscription) return
    const failures = outcome.status === 'delivered' ? 0 : subscription.failures + 1
    const status = failures >= failuresUntilDisabled ? 'disabled' : subscription.status
    saveSubscription(vendor, { ...subscription, failures, status })
  }

  function judge(delivery: Delivery, answer: Response | null): Pick<Delivery, 'status' | 'dueMs'> {
    const code = answer?.status ?? 0
    if (code >= 200 && code < 300) {
      const repeatMs = courier.repeatMs()
      if (repeatMs === null || delivery.attempts > 1) return { status: 'delivered', dueMs: null }
      // As if the answer had not been heard, which is how a delivery comes twice in earnest.
      return { status: 'pending', dueMs: vendor.clock.now() + repeatMs }
    }
    if (code >= 400 && code < 500 && code !== 408 && code !== 429) return { status: 'failed', dueMs: null }
    const wait = retryWaits[delivery.attempts]
    if (wait === undefined) return { status: 'dead', dueMs: null }
    const jittered = wait * (0.8 + 0.4 * vendor.random())
    const asked = Number(answer?.headers.get('retry-after') ?? 0) * second
    return { status: 'pending', dueMs: Math.ceil(vendor.clock.now() + Math.max(jittered, asked || 0)) }
  }

  return {
    emit: (event) => {
      for (const { id, status, events } of listSubscriptions(vendor)) {
        if (status !== 'active' || !events.includes(event.type)) continue
        const dueMs = courier.isHolding() ? null : vendor.clock.now()
        const delivery = insertDelivery(vendor, event, { subscriptionId: id, dueMs })
        courier.keep(delivery.id)
      }
      vendor.wake()
    },
    runDue: () => dueDeliveries(vendor).map(attempt),
    ...courier.tricks,
  }
}

/** Attempts that a stopped process left open are due again: delivery is at least once. */
export function reviveDeliveries(vendor: Vendor): void {
  const sql = `update deliveries set due_ms = ? where status = 'pending' and due_ms is null`
  vendor.store.run(sql, vendor.clock.now())
}
