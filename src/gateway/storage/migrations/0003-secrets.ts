import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** What every gateway on one database must know and nobody else: they share it without being configured. */
export function secrets(dialect: Storage['dialect']): string[] {
  const { text } = columnTypes(dialect)
  return [
    `create table secrets (
      workspace_id ${text} not null references workspaces (id),
      name ${text} not null,
      value ${text} not null,
      primary key (workspace_id, name)
    )`,
  ]
}
