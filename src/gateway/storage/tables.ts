import type { Generated } from 'kysely'
import type { OutgoingState, Status } from '#contract/conversation.ts'
import type { WritingMode } from '#contract/draft.ts'
import type { Change } from '#contract/live-event.ts'
import type { Role } from '#contract/agent.ts'
import type { FileKind } from '#contract/upload.ts'

/**
 * The tables as both dialects hold them. Every key is led by `workspace_id`, so that a distributed PostgreSQL can shard on it.
 * Times are integer epoch milliseconds (`_ms`), flags 0 or 1, JSON is text: nothing here differs between SQLite and PostgreSQL.
 */
export type Tables = {
  workspaces: WorkspacesTable
  connections: ConnectionsTable
  agents: AgentsTable
  agent_identities: AgentIdentitiesTable
  conversations: ConversationsTable
  changes: ChangesTable
  counts: CountsTable
  outbox: OutboxTable
  sends: SendsTable
  first_messages: FirstMessagesTable
  messages: MessagesTable
  notes: NotesTable
  canned_replies: CannedRepliesTable
  drafts: DraftsTable
  webhook_deliveries: WebhookDeliveriesTable
  quarantine: QuarantineTable
  api_keys: ApiKeysTable
  links: LinksTable
  secrets: SecretsTable
  presence: PresenceTable
  uploads: UploadsTable
  upload_pieces: UploadPiecesTable
}

type WorkspacesTable = { id: string; name: string; seq: number; created_ms: number }

type ConnectionsTable = {
  workspace_id: string
  id: string
  vendor: string
  name: string
  base_url: string
  /** The vendor's account id, once the first test has learnt it: the same account is not connected twice. */
  account_id: string | null
  /** JSON of ConnectionHealth. */
  health: string
  /** JSON of WalkPosition by walk name: hints to resume from, never the truth. */
  progress: string
  lease_owner: string | null
  lease_until_ms: number
  created_ms: number
}

type AgentsTable = {
  workspace_id: string
  id: string
  name: string
  email: string | null
  role: Role
  /** better-auth's user, when the agent can sign in. */
  user_id: string | null
  created_ms: number
}

/** Unique on connection and vendor user: which agent a vendor's user is. */
type AgentIdentitiesTable = {
  workspace_id: string
  connection_id: string
  vendor_user_id: string
  agent_id: string
  name: string | null
  email: string | null
}

type ConversationsTable = {
  workspace_id: string
  id: string
  connection_id: string
  vendor_id: string
  channel: string
  contact_id: string
  contact_name: string | null
  contact_phone: string | null
  contact_email: string | null
  /** As the vendor writes it; `account_key` is its digits, empty for none. */
  account_phone: string | null
  account_key: string
  search_text: string

  /** Ours: what the screen shows. `_seq` and `_actor` (JSON of Actor) tell who changed it last and when. */
  status: Status
  status_seq: number
  status_actor: string
  assignee_id: string | null
  assignee_seq: number
  assignee_actor: string
  /** Shadow: the vendor's last known value. `_acked_ms` is when our last write of it was acknowledged. */
  status_shadow: string
  status_acked_ms: number
  assignee_shadow: string | null
  assignee_acked_ms: number
  /** 1 when the assignee is one whom the vendor does not know. */
  assignee_kept_here: number

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
  /** `last_message_ms`, or 0 for none, so that a keyset never meets a null. */
  sort_ms: number
  last_inbound_ms: number | null
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

type ChangesTable = {
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
type CountsTable = {
  workspace_id: string
  connection_id: string
  account_key: string
  status: Status
  assignee_id: string
  count: number
  unread: number
}

/** What is owed to a vendor. At most one unclaimed row a conversation; a claimed row is never edited. */
type OutboxTable = {
  workspace_id: string
  /** Ascending: who waits longest is sent first. Made by the database. */
  id: Generated<number>
  connection_id: string
  conversation_id: string
  /** JSON of OutboxPatch. */
  patch: string
  /** JSON of Actor: who asked last, to be told of a refusal. */
  actor: string
  not_before_ms: number
  claimed_by: string | null
  claimed_ms: number | null
  attempts: number
  last_error: string | null
  created_ms: number
}

/** Messages that were sent from here: first what is owed to a vendor, then what a repeated key is answered with. */
type SendsTable = {
  workspace_id: string
  /** Ascending: within a conversation they go out in this order. Made by the database. */
  id: Generated<number>
  connection_id: string
  conversation_id: string
  /** The message in the thread; its id changes to the vendor's when that has it. */
  message_id: string
  /** The client's idempotency key, once in a workspace. */
  key: string
  /** JSON of what is sent, and what a repeated key has to bring again. */
  content: string
  /** The file that is sent, whose bytes must stay until it went out. */
  upload_id: string | null
  /** `owed` until the vendor has it (`taken`), refused it (`refused`), or nobody will ever know (`lost`). */
  state: 'owed' | 'taken' | 'refused' | 'lost'
  /** Counts up when a refused message is tried again, which to the vendor is another message. */
  generation: number
  /** 1 when the vendor was asked and did not answer, so that it may have the message. */
  in_doubt: number
  not_before_ms: number
  claimed_by: string | null
  first_tried_ms: number | null
  attempts: number
  last_error: string | null
  /** When the vendor is asked next how far a taken message came; null when it came as far as it will. */
  follow_ms: number | null
  taken_ms: number | null
  created_ms: number
}

/** Messages to numbers without a conversation. When the vendor has made one, what goes on with the message stands in `sends`. */
type FirstMessagesTable = {
  workspace_id: string
  id: string
  connection_id: string
  key: string
  /** E.164; `from_number` is one of our own, null where there is only one to write from. */
  to_number: string
  from_number: string | null
  /** JSON of OutgoingContent, and its words as far as they are known. */
  content: string
  text: string | null
  /** JSON of Actor. */
  author: string
  client: string | null
  /**
   * `owed` until the vendor has it (`taken`) and its conversation is here (`placed`); or the vendor refused it (`refused`), nobody will
   * ever know (`lost`), the number had a conversation by then (`existed`), or it was given up (`discarded`).
   */
  state: 'owed' | 'taken' | 'placed' | 'refused' | 'lost' | 'existed' | 'discarded'
  /** JSON of Message['delivery']; of one that is placed the message in the thread knows more. */
  delivery: string
  generation: number
  in_doubt: number
  not_before_ms: number
  claimed_by: string | null
  first_tried_ms: number | null
  attempts: number
  vendor_message_id: string | null
  taken_ms: number | null
  conversation_id: string | null
  /** 1 when its author wants to see it no more. */
  hidden: number
  created_ms: number
}

/** Files that agents brought to send them. The bytes are in `upload_pieces`. */
type UploadsTable = {
  workspace_id: string
  id: string
  /** The id of the actor who brought it and alone may send it. */
  author: string
  kind: FileKind
  mime_type: string
  filename: string
  /** In bytes; what was announced while it is still coming. */
  size: number
  /** 1 when it is wholly here. */
  complete: number
  /** What is secret in its public address: the same at every repetition, as the vendor knows a repeated message by its body. */
  token: string
  /** When it was last put in a message. */
  used_ms: number | null
  /** Until when its public address is answered; null while it was never handed over. */
  link_until_ms: number | null
  keep_until_ms: number
  created_ms: number
}

/** Every piece of a file but its last has the same length. */
type UploadPiecesTable = { workspace_id: string; upload_id: string; position: number; bytes: Uint8Array }

type MessagesTable = {
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

type NotesTable = {
  workspace_id: string
  conversation_id: string
  id: string
  key: string
  text: string
  /** JSON of Note['author']. */
  author: string
  created_ms: number
}

type CannedRepliesTable = {
  workspace_id: string
  id: string
  /** Once in a workspace, in small letters. */
  shortcut: string
  text: string
  updated_ms: number
  /** JSON of CannedReply['updated_by']. */
  updated_by: string
}

type DraftsTable = {
  workspace_id: string
  agent_id: string
  conversation_id: string
  mode: WritingMode
  text: string
  updated_ms: number
}

type WebhookDeliveriesTable = {
  workspace_id: string
  connection_id: string
  dedupe_key: string
  event: string
  /** JSON of the events, in our words. */
  events: string
  received_ms: number
  processed_ms: number | null
  attempts: number
}

type QuarantineTable = {
  workspace_id: string
  connection_id: string
  /** The vendor's id where it had one, else a hash of the payload: the same broken row is one row here. */
  key: string
  vendor_id: string | null
  reason: string
  payload: string
  first_seen_ms: number
  last_seen_ms: number
  seen: number
}

type ApiKeysTable = {
  workspace_id: string
  id: string
  name: string
  /** SHA-256 of the key, hex. The key itself is shown once and stored nowhere. */
  hash: string
  created_ms: number
  last_used_ms: number | null
}

/** One-time links for invitations and password resets. */
type LinksTable = {
  workspace_id: string
  /** SHA-256 of the token, hex. */
  hash: string
  agent_id: string
  purpose: 'invite' | 'reset'
  expires_ms: number
  used_ms: number | null
}

/** What each tab looks at now. */
type PresenceTable = {
  workspace_id: string
  /** The agent's id and the tab's name. */
  tab: string
  agent_id: string
  conversation_id: string
  typing: number
  seen_ms: number
}

/** Made once and shared by every gateway on this database. */
type SecretsTable = { workspace_id: string; name: string; value: string }
