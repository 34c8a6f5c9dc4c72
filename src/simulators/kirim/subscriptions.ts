import { parseJson } from '../kit/json.ts'
import { iso, isoOrNull } from '../kit/clock.ts'
import { urlSafeToken } from '../kit/ids.ts'
import { integer, integerOrNull, text, textOrNull, type Row } from '../kit/store.ts'
import { newId, type Vendor } from './vendor.ts'

export type Subscription = {
  id: string
  url: string
  events: string[]
  description: string | null
  /** `disabled` is what the vendor does after 20 failed deliveries in a row. */
  status: string
  failures: number
  createdMs: number
  updatedMs: number
}

export type Secret = { id: string; secret: string; createdMs: number; expiresMs: number | null }

export function insertSubscription(
  vendor: Vendor,
  given: Pick<Subscription, 'url' | 'events' | 'description'>,
): { subscription: Subscription; secret: Secret } {
  const now = vendor.clock.now()
  const subscription = {
    id: newId(vendor, 'wbs'),
    status: 'active',
    failures: 0,
    createdMs: now,
    updatedMs: now,
    ...given,
  }
  const { id, url, events, description, status } = subscription
  const times = { created_ms: now, updated_ms: now }
  const row = { id, url, events: JSON.stringify(events), description, status, failures: 0, ...times }
  vendor.store.insert('subscriptions', row)
  return { subscription, secret: insertSecret(vendor, id) }
}

export function saveSubscription(vendor: Vendor, subscription: Subscription): void {
  const { id, url, events, description, status, failures, updatedMs } = subscription
  const row = { url, events: JSON.stringify(events), description, status, failures, updated_ms: updatedMs }
  vendor.store.update('subscriptions', id, row)
}

export function deleteSubscription(vendor: Vendor, id: string): void {
  vendor.store.transaction(() => {
    vendor.store.run('delete from deliveries where subscription_id = ?', id)
    vendor.store.run('delete from secrets where subscription_id = ?', id)
    vendor.store.run('delete from subscriptions where id = ?', id)
  })
}

export function findSubscription(vendor: Vendor, id: string): Subscription | undefined {
  const row = vendor.store.get('select * from subscriptions where id = ?', id)
  return row && subscriptionFrom(row)
}

export function listSubscriptions(vendor: Vendor): Subscription[] {
  return vendor.store.all('select * from subscriptions order by created_ms desc, id desc').map(subscriptionFrom)
}

/** Adds a secret; the ones before it keep signing for the overlap and then lapse. */
export function rotateSecret(vendor: Vendor, subscriptionId: string, overlapMs: number): Secret {
  const lapse = vendor.clock.now() + overlapMs
  const sql = 'update secrets set expires_ms = min(coalesce(expires_ms, ?), ?) where subscription_id = ?'
  vendor.store.run(sql, lapse, lapse, subscriptionId)
  return insertSecret(vendor, subscriptionId)
}

/** Newest first. */
export function activeSecrets(vendor: Vendor, subscriptionId: string): Secret[] {
  const sql = `select * from secrets where subscription_id = ? and coalesce(expires_ms, ?) > ? order by rowid desc`
  const now = vendor.clock.now()
  return vendor.store.all(sql, subscriptionId, now + 1, now).map((row) => ({
    id: text(row, 'id'),
    secret: text(row, 'secret'),
    createdMs: integer(row, 'created_ms'),
    expiresMs: integerOrNull(row, 'expires_ms'),
  }))
}

export function subscriptionToWire(vendor: Vendor, subscription: Subscription) {
  const { id, url, events, description, status, createdMs, updatedMs } = subscription
  const secrets = activeSecrets(vendor, id).map(secretToWire)
  const times = { created_at: iso(createdMs), updated_at: iso(updatedMs) }
  return { id, object: 'webhook_subscription', url, status, events, description, secrets, ...times }
}

export function secretToWire({ id, createdMs, expiresMs }: Secret) {
  return { id, created_at: iso(createdMs), expires_at: isoOrNull(expiresMs) }
}

function insertSecret(vendor: Vendor, subscriptionId: string): Secret {
  const secret = `whsec_${urlSafeToken(32, vendor.random)}`
  const made = { id: newId(vendor, 'sec'), secret, createdMs: vendor.clock.now(), expiresMs: null }
  vendor.store.run('insert into secrets values (?, ?, ?, ?, null)', made.id, subscriptionId, secret, made.createdMs)
  return made
}

function subscriptionFrom(row: Row): Subscription {
  const events = parseJson(text(row, 'events'))
  return {
    id: text(row, 'id'),
    url: text(row, 'url'),
    events: Array.isArray(events) ? events.filter((event) => typeof event === 'string') : [],
    description: textOrNull(row, 'description'),
    status: text(row, 'status'),
    failures: integer(row, 'failures'),
    createdMs: integer(row, 'created_ms'),
    updatedMs: integer(row, 'updated_ms'),
  }
}
