import { uuid } from '../kit/ids.ts'
import { createHmac } from 'node:crypto'

import { integer, text } from '../kit/store.ts'
import { endpointFrom, listEndpoints, type Endpoint } from './endpoints.ts'
import type { DeskEvent } from './event-types.ts'
import type { Vendor } from './vendor.ts'

/** Posts a webhook. Like fetch, it rejects when there was no answer. */
export type Deliver = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string; redirect: 'manual'; signal: AbortSignal },
) => Promise<Response>

export type Webhooks = {
  emit: (event: DeskEvent) => void
  /** Starts every attempt that is due and returns them, in order. */
  runDue: () => Promise<void>[]
  /** Keeps new deliveries back until they are released. */
  hold: () => void
  /** Sends what was held, one after another, in order or in reverse. */
  release: (order: 'as_made' | 'reversed') => Promise<void>
  /** From now on every delivery arrives this many times more than it should. */
  duplicate: (extra: number) => void
  /** From now on a delivery that was made comes once more, this much later and so behind newer ones; null ends that. */
  repeatAfter: (ms: number | null) => void
}

type Delivery = { id: string; endpointId: number; event: string; body: string; tries: number }

const answerTimeout = 10_000

/** Nothing is known of a retry: what was not taken is lost. */
export function createWebhooks(vendor: Vendor, deliver: Deliver): Webhooks {
  const { store } = vendor
  let held: string[] | null = null
  let extra = 0
  let repeatMs: number | null = null

  async function attempt(delivery: Delivery): Promise<void> {
    const { id, endpointId, tries } = delivery
    store.update('deliveries', id, { tries: tries + 1, due_ms: null })
    const row = store.get('select * from endpoints where id = ?', endpointId)
    if (row === undefined) return
    const endpoint = endpointFrom(row)
    for (let copy = 0; copy <= extra; copy += 1) await post(delivery, endpoint)
    if (vendor.closing.aborted) return
    if (repeatMs === null || tries > 0) store.run('delete from deliveries where id = ?', id)
    else store.update('deliveries', id, { due_ms: vendor.clock.now() + repeatMs })
    vendor.wake()
  }

  async function post({ id, event, body }: Delivery, { url, token }: Endpoint): Promise<void> {
    const headers = {
      'Content-Type': 'application/json',
      'X-Desk-Event': event,
      'X-Desk-Signature': sign(body, token),
      'X-Desk-Delivery': id,
    }
    const signal = AbortSignal.any([AbortSignal.timeout(answerTimeout), vendor.closing])
    await deliver(url, { method: 'POST', headers, body, redirect: 'manual', signal }).catch(() => null)
  }

  return {
    emit: ({ code, inboxId, body }) => {
      for (const { id: endpointId, state, events, inboxes } of listEndpoints(vendor)) {
        const isWanted = (events?.includes(code) ?? true) && (inboxes?.includes(inboxId) ?? true)
        if (state !== 'active' || !isWanted) continue
        const id = uuid(vendor.random)
        const dueMs = held === null ? vendor.clock.now() : null
        store.insert('deliveries', { id, endpoint_id: endpointId, event: code, body, tries: 0, due_ms: dueMs })
        held?.push(id)
      }
      vendor.wake()
    },
    runDue: () => {
      const due = store.all('select * from deliveries where due_ms <= ? order by due_ms, rowid', vendor.clock.now())
      return due.map(deliveryFrom).map(attempt)
    },
    hold: () => {
      held ??= []
    },
    release: async (order) => {
      const ids = held ?? []
      held = null
      for (const id of order === 'reversed' ? ids.toReversed() : ids) {
        const row = store.get('select * from deliveries where id = ?', id)
        if (row) await attempt(deliveryFrom(row))
      }
    },
    duplicate: (copies) => {
      extra = copies
    },
    repeatAfter: (ms) => {
      repeatMs = ms
    },
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
