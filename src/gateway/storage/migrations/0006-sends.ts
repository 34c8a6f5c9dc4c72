import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** Messages that are sent from here: which ones they are in a thread, and what is owed of them. */
export function sends(dialect: Storage['dialect']): string[] {
  const { text, big, int, counting } = columnTypes(dialect)
  return [
    `alter table messages add column send_key ${text}`,
    `alter table messages add column author ${text}`,
    `update messages set delivery = replace(delivery, '"pending"', '"accepted"') where delivery is not null`,
    `alter table conversations add column outgoing ${text} not null default 'none'`,
    `create table sends (
      workspace_id ${text} not null,
      id ${counting},
      connection_id ${text} not null,
      conversation_id ${text} not null,
      message_id ${text} not null,
      key ${text} not null,
      content ${text} not null,
      state ${text} not null,
      generation ${int} not null,
      in_doubt ${int} not null,
      not_before_ms ${big} not null,
      claimed_by ${text},
      first_tried_ms ${big},
      attempts ${int} not null,
      last_error ${text},
      follow_ms ${big},
      taken_ms ${big},
      created_ms ${big} not null
    )`,
    'create unique index sends_id on sends (workspace_id, id)',
    // The promise of the key, held by the database.
    'create unique index sends_key on sends (workspace_id, key)',
    'create index sends_conversation on sends (workspace_id, conversation_id, id)',
    `create index sends_owed on sends (workspace_id, connection_id, id) where state = 'owed'`,
    'create index sends_follow on sends (workspace_id, connection_id, follow_ms) where follow_ms is not null',
    'create index sends_created on sends (workspace_id, created_ms)',
  ]
}
