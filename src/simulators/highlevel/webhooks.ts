import { uuid } from '../kit/ids.ts'
import { iso } from '../kit/clock.ts'
import { integer, text, textOrNull, type Row } from '../kit/store.ts'
import { createWebhookCourier, type Deliver, type WebhookTricks } from '../kit/webhook-courier.ts'
import type { VendorEvent } from './vendor-event.ts'
import type { Signer } from './signature.ts'
import type { Vendor } from './vendor.ts'

export type Webhooks = WebhookTricks & {
  emit: (event: VendorEvent) => void
  /** The app's address for webhooks; null when it has none. */
  address: () => string | null
  setAddress: (url: string | null) => void
  /** Starts every attempt that is due and returns them, in order. */
  runDue: () => Promise<void>[]
}

type Delivery = { id: string; body: string; attempts: number }

/** A 429 is tried again five times, about this much apart; any other failure loses the event. */
const retryMs = 10 * 60_000
const mostAttempts = 6

export function createWebhooks(vendor: Vendor, signer: Signer, deliver: Deliver): Webhooks {
  const { store, clock } = vendor
  const courier = createWebhookCourier(deliver, vendor.closing, async (id) => {
    const row = store.get('select * from deliveries where id = ?', id)
    if (row) await attempt(deliveryFrom(row))
  })

  const address = (): string | null => {
    const row = store.get(`select value from meta where name = 'webhook_url'`)
    return row ? textOrNull(row, 'value') : null
  }
  const save = (id: string, status: string, attempts: number, dueMs: number | null): void =>
    store.update('deliveries', id, { status, attempts, due_ms: dueMs })

  async function attempt({ id, body, attempts }: Delivery): Promise<void> {
    save(id, 'pending', attempts + 1, null)
    const url = address()
    if (url === null) return
    const answer = await post(url, body)
    const repeatMs = courier.repeatMs()
    const accepted = answer !== null && answer.ok
    const copies = accepted ? courier.extra() : 0
    for (let copy = 0; copy < copies; copy += 1) await post(url, body)
    // The store is gone by then; the next start revives the delivery.
    if (vendor.closing.aborted) return
    if (answer?.status === 429 && attempts + 1 < mostAttempts) {
      save(id, 'pending', attempts + 1, Math.ceil(clock.now() + retryMs * (0.9 + 0.2 * vendor.random())))
    } else if (accepted && repeatMs !== null && attempts === 0) {
      save(id, 'pending', attempts + 1, clock.now() + repeatMs)
    } else save(id, accepted ? 'delivered' : 'lost', attempts + 1, null)
    vendor.wake()
  }

  function post(url: string, body: string): Promise<Response | null> {
    return courier.post(url, { 'X-GHL-Signature': signer.sign(body) }, body)
  }

  return {
    emit: (event) => {
      if (address() === null) return
      const id = uuid(vendor.random)
      const due_ms = courier.isHolding() ? null : clock.now()
      const body = bodyOf(vendor, event, id)
      store.insert('deliveries', { id, event: event.type, body, status: 'pending', attempts: 0, due_ms })
      courier.keep(id)
      vendor.wake()
    },
    address,
    setAddress: (url) => {
      store.run(`delete from meta where name = 'webhook_url'`)
      if (url !== null) store.run(`insert into meta values ('webhook_url', ?)`, url)
    },
    runDue: () =>
      store
        .all('select * from deliveries where due_ms <= ? order by due_ms, rowid', clock.now())
        .map((row) => attempt(deliveryFrom(row))),
    ...courier.tricks,
  }
}

/** Attempts that a stopped process left open are made again. */
export function reviveDeliveries({ store, clock }: Vendor): void {
  store.run(`update deliveries set due_ms = ? where status = 'pending' and due_ms is null`, clock.now())
}

function bodyOf(vendor: Vendor, { type, fields }: VendorEvent, webhookId: string): string {
  const signed = { timestamp: iso(vendor.clock.now()), webhookId }
  const shaped = vendor.behaviour.webhookShape === 'data' ? { data: fields } : fields
  // Last, as a contact has a `type` of its own.
  return JSON.stringify({ ...shaped, type, ...signed })
}

function deliveryFrom(row: Row): Delivery {
  return { id: text(row, 'id'), body: text(row, 'body'), attempts: integer(row, 'attempts') }
}
