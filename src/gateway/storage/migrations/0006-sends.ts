import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** Messages that are sent from here: which ones they are, and what is owed of them. */
export function sends(dialect: Storage['dialect']): string[] {
  const { text } = columnTypes(dialect)
  return [
    `alter table messages add column send_key ${text}`,
    `alter table messages add column author ${text}`,
    `update messages set delivery = replace(delivery, '"pending"', '"accepted"') where delivery is not null`,
  ]
}
