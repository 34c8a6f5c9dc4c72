import type { Tables } from './tables.ts'

type Column = keyof Tables['conversations']

/** Every column by its name: SQLite's table has one more, the number by which its index of words knows a row. */
export const conversationColumns = [
  'workspace_id',
  'id',
  'connection_id',
  'vendor_id',
  'channel',
  'contact_id',
  'contact_name',
  'contact_phone',
  'contact_email',
  'account_phone',
  'account_key',
  'search_text',
  'status',
  'status_seq',
  'status_actor',
  'assignee_id',
  'assignee_seq',
  'assignee_actor',
  'status_shadow',
  'status_acked_ms',
  'assignee_shadow',
  'assignee_acked_ms',
  'assignee_kept_here',
  'unread_count',
  'last_message_ms',
  'sort_ms',
  'last_inbound_ms',
  'preview_text',
  'preview_inbound',
  'preview_ms',
  'preview_wanted',
  'created_ms',
  'vendor_updated_ms',
  'version',
  'sync_state',
  'notice',
  'messages_cursor',
  'messages_complete',
  'messages_fresh_ms',
  'removed_ms',
] as const satisfies readonly Column[]

type Missing = Exclude<Column, (typeof conversationColumns)[number]>

/** Does not compile when a column of the table is not in the list. */
export const conversationColumnsAreComplete: Missing extends never ? true : Missing = true
