import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** Connections that are added while the gateway runs: what they need, with their secrets sealed. */
export function connectionSettings(dialect: Storage['dialect']): string[] {
  const { text, big, int } = columnTypes(dialect)
  return [
    `create table connection_settings (
      workspace_id ${text} not null,
      connection_id ${text} not null,
      options ${text} not null,
      secrets ${text} not null,
      paused ${int} not null,
      removed_ms ${big},
      revision ${int} not null,
      primary key (workspace_id, connection_id)
    )`,
  ]
}
