import type { OutgoingState, Status } from '#contract/conversation.ts'
import type { Change } from '#contract/live-event.ts'

/**
 * How a conversation came to the times of its last messages: `told` by the vendor with the row; the vendor does not, and they are `untold`
 * until messages are read, and `fromMessages` from then on.
 */
export const activity = { told: 0, untold: 1, fromMessages: 2 } as const

export type ConversationsTable = {
  workspace_id: string
  id: string
  connection_id: string
  vendor_id: string
  channel: string
  /** Of a ticket or an e-mail. */
  subject: string | null
  /** Ours; `vendor_contact_id` is what the vendor calls it. */
  contact_id: string
  vendor_contact_id: string
  contact_name: string | null
  contact_phone: string | null
  contact_email: string | null
  /** As the vendor writes it; `account_key` is its digits, empty for none. */
  account_phone: string | null
  account_key: string
  /** JSON of a list of texts, as the vendor last told them. */
  tags: string
  search_text: string

  /** Ours: what the screen shows. `_seq` and `_actor` (JSON of Actor) tell who changed it last and when, `status_ms` by the clock. */
  status: Status
  status_seq: number
  status_actor: string
  status_ms: number
  assignee_id: string | null
  assignee_seq: number
  assignee_actor: string
  /** Shadow: the vendor's last known value. `_acked_ms` is when our last write of it was acknowledged. */
  status_shadow: string
  status_acked_ms: number
  assignee_shadow: string | null
  assignee_acked_ms: number
  starred: number
  starred_shadow: number
  starred_acked_ms: number
  read_acked_ms: number
  /** 1 when the vendor does not hold ours: it has no such field, or did not take it, or does not know the assignee. */
  status_kept_here: number
  assignee_kept_here: number
  starred_kept_here: number
  read_kept_here: number

  /** What the screen shows. */
  unread_count: number
  /** The vendor's own count as last read, and how many of it were read here: the vendor is not told of reads and counts on. */
  unread_shadow: number
  unread_read: number
  /** 1 when somebody here marked it unread and nobody has read it since. */
  unread_marked: number
  /** `last_inbound_ms` when it was last read here; null for never. */
  read_through_ms: number | null
  last_message_ms: number | null
  /** `last_message_ms`, or 0 for none, so that a keyset never meets a null; `created_ms` while the last message is not told. */
  sort_ms: number
  last_inbound_ms: number | null
  /** One of `activity`. */
  activity_untold: number
  preview_text: string | null
  /** Set where the text is not the message's own words. */
  preview_type: string | null
  preview_inbound: number | null
  preview_ms: number | null
  /** 1 while the preview is older than the last message, or was never read: the vendor's list holds no texts. */
  preview_wanted: number
  created_ms: number
  /** The vendor's own `updated_at`: a read with an older one is dropped. */
  vendor_updated_ms: number

  version: number
  sync_state: 'synced' | 'waiting' | 'delayed'
  /** JSON of a list of SyncNotice, until an agent dismisses them. */
  notice: string | null
  /** What became of the messages that were sent from here. */
  outgoing: OutgoingState
  /** Vendor cursor of the next older page of messages, and whether the oldest was reached. */
  messages_cursor: string | null
  messages_complete: number
  /** `last_message_ms` at the time the newest page of messages was read. */
  messages_fresh_ms: number | null
  /** When the vendor was found not to have it any more, else null. Such rows are in no list. */
  removed_ms: number | null
}

export type ChangesTable = {
  workspace_id: string
  seq: number
  conversation_id: string
  field: Change['field']
  from_value: string | null
  to_value: string | null
  /** JSON of Actor. */
  actor: string
  client: string | null
  at_ms: number
}

/** Kept in the same transaction as the rows it counts. `assignee_id` is '' for unassigned, since keys hold no nulls. */
export type CountsTable = {
  workspace_id: string
  connection_id: string
  channel: string
  account_key: string
  status: Status
  assignee_id: string
  count: number
  unread: number
  starred: number
}

export type MessagesTable = {
  workspace_id: string
  conversation_id: string
  id: string
  direction: 'inbound' | 'outbound'
  type: string
  text: string | null
  label: string | null
  /** JSON of Message['delivery'] or null. */
  delivery: string | null
  /** JSON of StoredParts: what no search and no order needs; null for none. */
  parts: string | null
  /** The idempotency key of a message that was sent from here, and JSON of Message['author']. */
  send_key: string | null
  author: string | null
  created_ms: number
}

/** What each tab looks at now. */
export type PresenceTable = {
  workspace_id: string
  /** The agent's id and the tab's name. */
  tab: string
  agent_id: string
  conversation_id: string
  typing: number
  seen_ms: number
}
