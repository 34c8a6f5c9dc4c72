import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** Messages to numbers that nobody has a conversation with yet. */
export function firstMessages(dialect: Storage['dialect']): string[] {
  const { text, big, int } = columnTypes(dialect)
  return [
    `create table first_messages (
      workspace_id ${text} not null,
      id ${text} not null,
      connection_id ${text} not null,
      key ${text} not null,
      to_number ${text} not null,
      from_number ${text},
      content ${text} not null,
      text ${text},
      author ${text} not null,
      client ${text},
      state ${text} not null,
      delivery ${text} not null,
      generation ${int} not null,
      in_doubt ${int} not null,
      not_before_ms ${big} not null,
      claimed_by ${text},
      first_tried_ms ${big},
      attempts ${int} not null,
      vendor_message_id ${text},
      taken_ms ${big},
      conversation_id ${text},
      hidden ${int} not null,
      created_ms ${big} not null,
      primary key (workspace_id, id)
    )`,
    // The promise of the key, held by the database.
    'create unique index first_messages_key on first_messages (workspace_id, key)',
    // Nobody is written to twice by two who do not know of each other.
    `create unique index first_messages_under_way on first_messages (workspace_id, connection_id, to_number, coalesce(from_number, ''))
      where state in ('owed', 'taken')`,
    `create index first_messages_due on first_messages (workspace_id, connection_id, not_before_ms)
      where state in ('owed', 'taken')`,
    'create index first_messages_created on first_messages (workspace_id, created_ms)',
  ]
}
