import type { DeliveryState, Message } from './message.ts'

type Delivery = NonNullable<Message['delivery']>

/** How much each state is known of a message. `failed` ends it, unless it was seen to arrive after all. */
const order: Readonly<Record<DeliveryState, number>> = {
  unknown: 0,
  waiting: 1,
  checking: 2,
  accepted: 3,
  sent: 4,
  failed: 5,
  delivered: 6,
  read: 7,
}

/**
 * Which of two reports of the same message holds: news come late and in any order, and a mark only moves forward. Of two that know as
 * much the newer one holds.
 */
export function furtherDelivery(known: Delivery | null, told: Delivery | null): Delivery | null {
  if (known === null || told === null) return told ?? known
  return order[told.state] >= order[known.state] ? told : known
}

/** Whether nothing more is to be expected. */
export function isSettled({ state }: Delivery): boolean {
  return state === 'read' || state === 'failed'
}
