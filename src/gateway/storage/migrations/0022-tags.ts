import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** What a conversation, or its contact, is tagged with at the vendor. */
export function tags(dialect: Storage['dialect']): string[] {
  const { text } = columnTypes(dialect)
  return [`alter table conversations add column tags ${text} not null default '[]'`]
}
