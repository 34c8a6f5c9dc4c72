import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** What colleagues write for each other, apart from what goes to a vendor. */
export function notes(dialect: Storage['dialect']): string[] {
  const { text, big } = columnTypes(dialect)
  return [
    `create table notes (
      workspace_id ${text} not null,
      conversation_id ${text} not null,
      id ${text} not null,
      key ${text} not null,
      text ${text} not null,
      author ${text} not null,
      created_ms ${big} not null,
      primary key (workspace_id, conversation_id, id)
    )`,
    // The promise of the key, held by the database.
    'create unique index notes_key on notes (workspace_id, key)',
    'create index notes_newest on notes (workspace_id, conversation_id, created_ms, id)',
  ]
}
