import { iso, isoOrNull } from '../kit/clock.ts'
import type { Position } from './cursor.ts'
import { integer, integerOrNull, text, textOrNull, type Row } from '../kit/store.ts'
import { newId, type Vendor } from './vendor.ts'
import { below, whereAll } from './where.ts'

/** `failed`: the receiver refused it for good. `dead`: the attempts ran out. */
export const deliveryStatuses = ['pending', 'delivered', 'failed', 'dead'] as const
type DeliveryStatus = (typeof deliveryStatuses)[number]

export type Delivery = {
  id: string
  subscriptionId: string
  event: string
  source: string
  eventId: string
  body: string
  status: DeliveryStatus
  attempts: number
  /** When the next attempt is due; null while one runs, while it is held back, and at the end. */
  dueMs: number | null
  responseStatus: number | null
  replayedFrom: string | null
  createdMs: number
  updatedMs: number
}

export function insertDelivery(
  vendor: Vendor,
  event: { type: string; source: string; id: string; body: string },
  target: { subscriptionId: string; dueMs: number | null; replayedFrom?: string },
): Delivery {
  const now = vendor.clock.now()
  const delivery: Delivery = {
    id: newId(vendor, 'wbd'),
    event: event.type,
    source: event.source,
    eventId: event.id,
    body: event.body,
    status: 'pending',
    attempts: 0,
    responseStatus: null,
    replayedFrom: null,
    createdMs: now,
    updatedMs: now,
    ...target,
  }
  vendor.store.insert('deliveries', {
    id: delivery.id,
    subscription_id: delivery.subscriptionId,
    event: delivery.event,
    source: delivery.source,
    event_id: delivery.eventId,
    body: delivery.body,
    status: delivery.status,
    attempts: delivery.attempts,
    due_ms: delivery.dueMs,
    response_status: delivery.responseStatus,
    replayed_from: delivery.replayedFrom,
    created_ms: now,
    updated_ms: now,
  })
  return delivery
}

/** A new row with the same event and another delivery id; the old row stays as it is. */
export function replayDelivery(vendor: Vendor, old: Delivery): Delivery {
  const event = { type: old.event, source: old.source, id: old.eventId, body: old.body }
  const target = { subscriptionId: old.subscriptionId, dueMs: vendor.clock.now(), replayedFrom: old.id }
  const made = insertDelivery(vendor, event, target)
  vendor.wake()
  return made
}

export function saveDelivery(vendor: Vendor, delivery: Delivery): void {
  vendor.store.update('deliveries', delivery.id, {
    status: delivery.status,
    attempts: delivery.attempts,
    due_ms: delivery.dueMs,
    response_status: delivery.responseStatus,
    updated_ms: vendor.clock.now(),
  })
}

export function findDelivery(vendor: Vendor, id: string): Delivery | undefined {
  const row = vendor.store.get('select * from deliveries where id = ?', id)
  return row && deliveryFrom(row)
}

export function dueDeliveries(vendor: Vendor): Delivery[] {
  const sql = 'select * from deliveries where due_ms <= ? order by due_ms, rowid'
  return vendor.store.all(sql, vendor.clock.now()).map(deliveryFrom)
}

export type DeliveryQuery = {
  subscriptionId?: string | undefined
  status?: string | undefined
  event?: string | undefined
  createdAfter?: number | undefined
  createdBefore?: number | undefined
}

/** Newest first. */
export function listDeliveries(
  vendor: Vendor,
  query: DeliveryQuery,
  after: Position | null,
  limit: number,
): Delivery[] {
  const where = whereAll(
    ['subscription_id = ?', query.subscriptionId],
    ['status = ?', query.status],
    ['event = ?', query.event],
    ['created_ms > ?', query.createdAfter],
    ['created_ms < ?', query.createdBefore],
    below('created_ms', 'id', after),
  )
  const sql = `select * from deliveries ${where.sql} order by created_ms desc, id desc limit ?`
  return vendor.store.all(sql, ...where.values, limit).map(deliveryFrom)
}

export function deliveryToWire(d: Delivery) {
  return {
    id: d.id,
    object: 'webhook_delivery',
    subscription_id: d.subscriptionId,
    event_type: d.event,
    event_id: d.eventId,
    status: d.status,
    attempts: d.attempts,
    response_status: d.responseStatus,
    next_attempt_at: isoOrNull(d.dueMs),
    replayed_from: d.replayedFrom,
    created_at: iso(d.createdMs),
    updated_at: iso(d.updatedMs),
  }
}

function deliveryFrom(row: Row): Delivery {
  return {
    id: text(row, 'id'),
    subscriptionId: text(row, 'subscription_id'),
    event: text(row, 'event'),
    source: text(row, 'source'),
    eventId: text(row, 'event_id'),
    body: text(row, 'body'),
    status: deliveryStatuses.find((status) => status === row['status']) ?? 'pending',
    attempts: integer(row, 'attempts'),
    dueMs: integerOrNull(row, 'due_ms'),
    responseStatus: integerOrNull(row, 'response_status'),
    replayedFrom: textOrNull(row, 'replayed_from'),
    createdMs: integer(row, 'created_ms'),
    updatedMs: integer(row, 'updated_ms'),
  }
}
