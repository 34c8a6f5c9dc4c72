export type Direction = 'inbound' | 'outbound'
export type Source = 'workflow' | 'bulk_actions' | 'campaign' | 'api' | 'app'

export type Message = {
  id: string
  conversationId: string
  contactId: string
  /** Such as `TYPE_SMS`. */
  type: string
  direction: Direction
  /** Null on activities and comments. */
  status: string | null
  body: string
  attachments: string[]
  source: Source | null
  userId: string | null
  createdMs: number
}
