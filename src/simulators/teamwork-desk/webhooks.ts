import { createHmac } from 'node:crypto'
import { uuid } from '../kit/ids.ts'
import { createWebhookCourier, type Deliver, type WebhookTricks } from '../kit/webhook-courier.ts'
import { integer, text } from '../kit/store.ts'
import { endpointFrom, listEndpoints, type Endpoint } from './endpoints.ts'
import type { DeskEvent } from './event-types.ts'
import type { Vendor } from './vendor.ts'

export type Webhooks = WebhookTricks & {
  emit: (event: DeskEvent) => void
  /** Starts every attempt that is due and returns them, in order. */
  runDue: () => Promise<void>[]
}

type Delivery = { id: string; endpointId: number; event: string; body: string; tries: number }

/** Nothing is known of a retry: what was not taken is lost. */
export function createWebhooks(vendor: Vendor, deliver: Deliver): Webhooks {
  const { store } = vendor
  const courier = createWebhookCourier(deliver, vendor.closing, async (id) => {
    const row = store.get('select * from deliveries where id = ?', id)
    if (row) await attempt(deliveryFrom(row))
  })

  async function attempt(delivery: Delivery): Promise<void> {
    const { id, endpointId, tries } = delivery
    store.update('deliveries', id, { tries: tries + 1, due_ms: null })
    const row = store.get('select * from endpoints where id = ?', endpointId)
    if (row === undefined) return
    const endpoint = endpointFrom(row)
    for (let copy = 0; copy <= courier.extra(); copy += 1) await post(delivery, endpoint)
    if (vendor.closing.aborted) return
    const repeatMs = courier.repeatMs()
    if (repeatMs === null || tries > 0) store.run('delete from deliveries where id = ?', id)
    else store.update('deliveries', id, { due_ms: vendor.clock.now() + repeatMs })
    vendor.wake()
  }

  async function post({ id, event, body }: Delivery, { url, token }: Endpoint): Promise<void> {
    const headers = { 'X-Desk-Event': event, 'X-Desk-Signature': sign(body, token), 'X-Desk-Delivery': id }
    await courier.post(url, headers, body)
  }

  return {
    emit: ({ code, inboxId, body }) => {
      for (const { id: endpointId, state, events, inboxes } of listEndpoints(vendor)) {
        const isWanted = (events?.includes(code) ?? true) && (inboxes?.includes(inboxId) ?? true)
        if (state !== 'active' || !isWanted) continue
        const id = uuid(vendor.random)
        const dueMs = courier.isHolding() ? null : vendor.clock.now()
        store.insert('deliveries', { id, endpoint_id: endpointId, event: code, body, tries: 0, due_ms: dueMs })
        courier.keep(id)
      }
      vendor.wake()
    },
    runDue: () => {
      const due = store.all('select * from deliveries where due_ms <= ? order by due_ms, rowid', vendor.clock.now())
      return due.map(deliveryFrom).map(attempt)
    },
    ...courier.tricks,
  }
}

/** The earliest moment at which a webhook becomes due, or null. */
export function nextDueMs({ store }: Vendor): number | null {
  const row = store.get('select min(due_ms) as due from deliveries where due_ms is not null')
  return row === undefined || row['due'] === null ? null : integer(row, 'due')
}

/** What a stopped process left under way is due again. */
export function reviveDeliveries({ store, clock }: Vendor): void {
  store.run('update deliveries set due_ms = ? where due_ms is null', clock.now())
}

/** The value of `X-Desk-Signature`: hexadecimal HMAC-SHA256 of the body as it is sent. */
function sign(body: string, token: string): string {
  return createHmac('sha256', token).update(body).digest('hex')
}

function deliveryFrom(row: Parameters<typeof text>[0]): Delivery {
  return {
    id: text(row, 'id'),
    endpointId: integer(row, 'endpoint_id'),
    event: text(row, 'event'),
    body: text(row, 'body'),
    tries: integer(row, 'tries'),
  }
}
