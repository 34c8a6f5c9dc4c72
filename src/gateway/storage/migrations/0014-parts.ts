import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** What a message holds beside its words. Threads that were read before it was kept are read again when they are opened. */
export function parts(dialect: Storage['dialect']): string[] {
  const { text } = columnTypes(dialect)
  return [
    `alter table messages add column parts ${text}`,
    'update conversations set messages_fresh_ms = null where messages_fresh_ms is not null',
  ]
}
