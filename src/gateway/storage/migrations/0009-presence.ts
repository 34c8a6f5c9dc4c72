import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** Who looks at which conversation now, tab by tab. Nothing of it is worth more than a few seconds. */
export function presence(dialect: Storage['dialect']): string[] {
  const { text, big, int } = columnTypes(dialect)
  return [
    `create table presence (
      workspace_id ${text} not null,
      tab ${text} not null,
      agent_id ${text} not null,
      conversation_id ${text} not null,
      typing ${int} not null,
      seen_ms ${big} not null,
      primary key (workspace_id, tab)
    )`,
  ]
}
