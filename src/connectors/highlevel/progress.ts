import type { DeliveryState, Message } from '#contract/message.ts'

/** What the vendor calls opened or clicked was read; a message that the customer's wish stops never arrives. */
const states: Readonly<Record<string, DeliveryState>> = {
  pending: 'accepted',
  queued: 'accepted',
  scheduled: 'accepted',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  opened: 'read',
  clicked: 'read',
  failed: 'failed',
  undelivered: 'failed',
  opt_out: 'failed',
}

/** How far an outbound message is. Why one failed is told in the status or not at all. */
export function readProgress(status: string | null | undefined): NonNullable<Message['delivery']> {
  const word = status?.toLowerCase() ?? ''
  const state = Object.hasOwn(states, word) ? (states[word] ?? 'unknown') : 'unknown'
  return { state, code: state === 'failed' && word !== 'failed' ? word : null }
}
