import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** What the team has read is its own, beside what the vendor counts. Until somebody reads, every conversation shows what it showed. */
export function readState(dialect: Storage['dialect']): string[] {
  const { big, int } = columnTypes(dialect)
  return [
    `alter table conversations add column unread_shadow ${int} not null default 0`,
    `alter table conversations add column unread_read ${int} not null default 0`,
    `alter table conversations add column unread_marked ${int} not null default 0`,
    `alter table conversations add column read_through_ms ${big}`,
    'update conversations set unread_shadow = unread_count where unread_count > 0',
  ]
}
