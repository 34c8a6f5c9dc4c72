export const eventTypes = [
  'message.received',
  'message.status',
  'conversation.assigned',
  'conversation.closed',
  'contact.created',
  'contact.updated',
] as const
export type EventType = (typeof eventTypes)[number]

export type VendorEvent = { type: EventType; source: 'meta' | 'kirim'; id: string; body: string }
