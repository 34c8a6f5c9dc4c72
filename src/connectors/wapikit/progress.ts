import type { DeliveryState } from '#contract/message.ts'

const states: Readonly<Record<string, DeliveryState>> = {
  Sent: 'sent',
  Delivered: 'delivered',
  Read: 'read',
  UnDelivered: 'failed',
  Failed: 'failed',
}

/** How far a message of ours came; why one failed is never told. */
export function readProgress(status = ''): { state: DeliveryState; code: null } {
  return { state: (Object.hasOwn(states, status) ? states[status] : undefined) ?? 'unknown', code: null }
}
