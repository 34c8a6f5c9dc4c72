import type { JsonObject } from '../kit/json.ts'

export const directions = ['inbound', 'outbound'] as const
export type Direction = (typeof directions)[number]

export type Message = {
  id: string
  conversationId: string
  /** WhatsApp's own id; the REST resource does not show it, webhooks do. */
  wamid: string
  direction: Direction
  type: string
  status: string
  /** The per-type fields exactly as the REST resource shows them. */
  content: JsonObject
  error: unknown
  createdMs: number
}
