import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** What a file is called at a vendor that it was handed over to, before its message goes out. */
export function fileRef(dialect: Storage['dialect']): string[] {
  const { text } = columnTypes(dialect)
  return [`alter table sends add column file_ref ${text}`]
}
