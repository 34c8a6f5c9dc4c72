import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** What agents have begun to write. */
export function drafts(dialect: Storage['dialect']): string[] {
  const { text, big } = columnTypes(dialect)
  return [
    `create table drafts (
      workspace_id ${text} not null,
      agent_id ${text} not null,
      conversation_id ${text} not null,
      mode ${text} not null,
      text ${text} not null,
      updated_ms ${big} not null,
      primary key (workspace_id, agent_id, conversation_id, mode)
    )`,
  ]
}
