import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** Of a preview that is not the message's own words: what kind of message it is. */
export function previewType(dialect: Storage['dialect']): string[] {
  const { text } = columnTypes(dialect)
  return [`alter table conversations add column preview_type ${text}`]
}
