import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'
import { CONTACT_DIGITS } from './contact-digits.ts'

/** The inbox: every table of `tables.ts`, each key led by the workspace. */
export function inbox(dialect: Storage['dialect']): string[] {
  const { text, big, int, counting } = columnTypes(dialect)
  // SQLite's index of words needs a number for every row that stays the same.
  const textId = dialect === 'sqlite' ? '\n      text_id integer primary key,' : ''
  const rowKey = dialect === 'sqlite' ? 'unique' : 'primary key'
  return [
    `create table workspaces (
      id ${text} primary key,
      name ${text} not null,
      seq ${big} not null,
      created_ms ${big} not null
    )`,
    `create table connections (
      workspace_id ${text} not null references workspaces (id),
      id ${text} not null,
      vendor ${text} not null,
      name ${text} not null,
      base_url ${text} not null,
      account_id ${text},
      health ${text} not null,
      progress ${text} not null,
      lease_owner ${text},
      lease_until_ms ${big} not null,
      created_ms ${big} not null,
      primary key (workspace_id, id)
    )`,
    // The same organisation connected twice would be read and written twice.
    'create unique index connections_account on connections (workspace_id, vendor, account_id) where account_id is not null',
    `create table agents (
      workspace_id ${text} not null references workspaces (id),
      id ${text} not null,
      name ${text} not null,
      email ${text},
      role ${text} not null,
      user_id ${text},
      created_ms ${big} not null,
      primary key (workspace_id, id)
    )`,
    'create unique index agents_user on agents (workspace_id, user_id) where user_id is not null',
    'create index agents_email on agents (workspace_id, lower(email))',
    `create table agent_identities (
      workspace_id ${text} not null,
      connection_id ${text} not null,
      vendor_user_id ${text} not null,
      agent_id ${text} not null,
      name ${text},
      email ${text},
      primary key (workspace_id, connection_id, vendor_user_id),
      foreign key (workspace_id, agent_id) references agents (workspace_id, id)
    )`,
    'create index agent_identities_agent on agent_identities (workspace_id, connection_id, agent_id)',
    `create table conversations (${textId}
      workspace_id ${text} not null,
      id ${text} not null,
      connection_id ${text} not null,
      vendor_id ${text} not null,
      channel ${text} not null,
      contact_id ${text} not null,
      contact_name ${text},
      contact_phone ${text},
      contact_email ${text},
      account_phone ${text},
      account_key ${text} not null,
      search_text ${text} not null,
      status ${text} not null,
      status_seq ${big} not null,
      status_actor ${text} not null,
      assignee_id ${text},
      assignee_seq ${big} not null,
      assignee_actor ${text} not null,
      status_shadow ${text} not null,
      status_acked_ms ${big} not null,
      assignee_shadow ${text},
      assignee_acked_ms ${big} not null,
      assignee_kept_here ${int} not null,
      unread_count ${int} not null,
      last_message_ms ${big},
      sort_ms ${big} not null,
      last_inbound_ms ${big},
      preview_text ${text},
      preview_inbound ${int},
      preview_ms ${big},
      preview_wanted ${int} not null,
      created_ms ${big} not null,
      vendor_updated_ms ${big} not null,
      version ${big} not null,
      sync_state ${text} not null,
      notice ${text},
      messages_cursor ${text},
      messages_complete ${int} not null,
      messages_fresh_ms ${big},
      removed_ms ${big},
      ${rowKey} (workspace_id, id),
      foreign key (workspace_id, connection_id) references connections (workspace_id, id),
      foreign key (workspace_id, assignee_id) references agents (workspace_id, id)
    )`,
    'create unique index conversations_vendor on conversations (workspace_id, connection_id, vendor_id)',
    // One index for each way of listing, always ending in the sort key, so that a page is one range of one index.
    ...listIndexes(dialect).map(
      ([name, where, columns]) =>
        `create index conversations_${name} on conversations (workspace_id, ${columns}) where removed_ms is null${where}`,
    ),
    `create index conversations_number on conversations (workspace_id, connection_id, ${CONTACT_DIGITS})`,
    `create index conversations_preview on conversations (workspace_id, connection_id, sort_ms)
      where preview_wanted = 1 and removed_ms is null`,
    // What a walk has to come by, and what it must have missed when it did not.
    `create index conversations_active on conversations (workspace_id, connection_id, status, vendor_id)
      where removed_ms is null and status <> 'resolved'`,
    `create table changes (
      workspace_id ${text} not null,
      seq ${big} not null,
      conversation_id ${text} not null,
      field ${text} not null,
      from_value ${text},
      to_value ${text},
      actor ${text} not null,
      client ${text},
      at_ms ${big} not null,
      primary key (workspace_id, seq)
    )`,
    'create index changes_conversation on changes (workspace_id, conversation_id, seq)',
    `create table counts (
      workspace_id ${text} not null,
      connection_id ${text} not null,
      account_key ${text} not null,
      status ${text} not null,
      assignee_id ${text} not null,
      count ${int} not null,
      unread ${int} not null,
      primary key (workspace_id, connection_id, account_key, status, assignee_id)
    )`,
    `create table outbox (
      workspace_id ${text} not null,
      id ${counting},
      connection_id ${text} not null,
      conversation_id ${text} not null,
      patch ${text} not null,
      actor ${text} not null,
      not_before_ms ${big} not null,
      claimed_by ${text},
      claimed_ms ${big},
      attempts ${int} not null,
      last_error ${text},
      created_ms ${big} not null
    )`,
    'create unique index outbox_id on outbox (workspace_id, id)',
    // The rules of the outbox, held by the database: one row waits and one is under way, at most, for each conversation.
    'create unique index outbox_waiting on outbox (workspace_id, conversation_id) where claimed_by is null',
    'create unique index outbox_claimed on outbox (workspace_id, conversation_id) where claimed_by is not null',
    'create index outbox_due on outbox (workspace_id, connection_id, not_before_ms, id)',
    `create table messages (
      workspace_id ${text} not null,
      conversation_id ${text} not null,
      id ${text} not null,
      direction ${text} not null,
      type ${text} not null,
      text ${text},
      label ${text},
      delivery ${text},
      created_ms ${big} not null,
      primary key (workspace_id, conversation_id, id)
    )`,
    'create index messages_sorted on messages (workspace_id, conversation_id, created_ms, id)',
    `create table webhook_deliveries (
      workspace_id ${text} not null,
      connection_id ${text} not null,
      dedupe_key ${text} not null,
      event ${text} not null,
      events ${text} not null,
      received_ms ${big} not null,
      processed_ms ${big},
      attempts ${int} not null,
      primary key (workspace_id, connection_id, dedupe_key)
    )`,
    `create index webhook_deliveries_pending on webhook_deliveries (workspace_id, connection_id, received_ms)
      where processed_ms is null`,
    'create index webhook_deliveries_received on webhook_deliveries (workspace_id, received_ms)',
    `create table quarantine (
      workspace_id ${text} not null,
      connection_id ${text} not null,
      key ${text} not null,
      vendor_id ${text},
      reason ${text} not null,
      payload ${text} not null,
      first_seen_ms ${big} not null,
      last_seen_ms ${big} not null,
      seen ${int} not null,
      primary key (workspace_id, connection_id, key)
    )`,
    `create table api_keys (
      workspace_id ${text} not null references workspaces (id),
      id ${text} not null,
      name ${text} not null,
      hash ${text} not null,
      created_ms ${big} not null,
      last_used_ms ${big},
      primary key (workspace_id, id)
    )`,
    'create unique index api_keys_hash on api_keys (workspace_id, hash)',
    `create table links (
      workspace_id ${text} not null,
      hash ${text} not null,
      agent_id ${text} not null,
      purpose ${text} not null,
      expires_ms ${big} not null,
      used_ms ${big},
      primary key (workspace_id, hash),
      foreign key (workspace_id, agent_id) references agents (workspace_id, id)
    )`,
    'create index links_agent on links (workspace_id, agent_id)',
  ]
}

/** `[name, further condition, columns]` */
function listIndexes(dialect: Storage['dialect']): [string, string, string][] {
  const indexes: [string, string, string][] = [
    ['sorted', '', 'sort_ms, id'],
    ['status', '', 'status, sort_ms, id'],
    ['assignee', '', 'assignee_id, sort_ms, id'],
    ['assignee_status', '', 'assignee_id, status, sort_ms, id'],
    ['contact', '', 'contact_id, sort_ms, id'],
    ['account', '', 'account_key, sort_ms, id'],
    ['account_status', '', 'account_key, status, sort_ms, id'],
  ]
  // PostgreSQL does not know that a column which `is null` is constant, and would sort all unassigned rows for each page.
  const unassigned: [string, string, string][] = [
    ['unassigned', ' and assignee_id is null', 'sort_ms, id'],
    ['unassigned_status', ' and assignee_id is null', 'status, sort_ms, id'],
  ]
  return dialect === 'postgres' ? [...indexes, ...unassigned] : indexes
}
