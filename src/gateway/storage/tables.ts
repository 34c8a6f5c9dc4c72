import type {
  ConversationsTable,
  ChangesTable,
  CountsTable,
  MessagesTable,
  PresenceTable,
} from './tables/conversation-tables.ts'
import type {
  OutboxTable,
  SendsTable,
  FirstMessagesTable,
  UploadsTable,
  UploadPiecesTable,
} from './tables/sending-tables.ts'
import type {
  AgentsTable,
  AgentIdentitiesTable,
  ApiKeysTable,
  LinksTable,
  NotesTable,
  CannedRepliesTable,
  DraftsTable,
} from './tables/team-tables.ts'
import type {
  WorkspacesTable,
  ConnectionsTable,
  ConnectionSettingsTable,
  WebhookDeliveriesTable,
  WebhookSubscriptionsTable,
  QuarantineTable,
  SecretsTable,
} from './tables/workspace-tables.ts'

/**
 * The tables as both dialects hold them. Every key is led by `workspace_id`, so that a distributed PostgreSQL can shard on it.
 * Times are integer epoch milliseconds (`_ms`), flags 0 or 1, JSON is text: nothing here differs between SQLite and PostgreSQL.
 */
export type Tables = {
  workspaces: WorkspacesTable
  connections: ConnectionsTable
  connection_settings: ConnectionSettingsTable
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
  webhook_subscriptions: WebhookSubscriptionsTable
  quarantine: QuarantineTable
  api_keys: ApiKeysTable
  links: LinksTable
  secrets: SecretsTable
  presence: PresenceTable
  uploads: UploadsTable
  upload_pieces: UploadPiecesTable
}
