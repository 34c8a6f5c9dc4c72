import type { JsonObject } from '../kit/json.ts'

export type Direction = 'InBound' | 'OutBound'
export type Message = {
  id: string
  conversationId: string
  direction: Direction
  type: string
  /** An inbound message is unread while it is `Sent`. */
  status: string
  data: JsonObject
  wamid: string
  createdMs: number
}
