import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** Replies that a team keeps ready. */
export function cannedReplies(dialect: Storage['dialect']): string[] {
  const { text, big } = columnTypes(dialect)
  return [
    `create table canned_replies (
      workspace_id ${text} not null,
      id ${text} not null,
      shortcut ${text} not null,
      text ${text} not null,
      updated_ms ${big} not null,
      updated_by ${text} not null,
      primary key (workspace_id, id)
    )`,
    'create unique index canned_replies_shortcut on canned_replies (workspace_id, shortcut)',
  ]
}
