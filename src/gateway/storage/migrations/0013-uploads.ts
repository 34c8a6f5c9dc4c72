import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** Files that agents send: their bytes in pieces of one size, so that none is ever wholly in memory. */
export function uploads(dialect: Storage['dialect']): string[] {
  const { text, big, int, bytes } = columnTypes(dialect)
  return [
    `create table uploads (
      workspace_id ${text} not null,
      id ${text} not null,
      author ${text} not null,
      kind ${text} not null,
      mime_type ${text} not null,
      filename ${text} not null,
      size ${big} not null,
      complete ${int} not null,
      token ${text} not null,
      used_ms ${big},
      link_until_ms ${big},
      keep_until_ms ${big} not null,
      created_ms ${big} not null,
      primary key (workspace_id, id)
    )`,
    'create unique index uploads_token on uploads (workspace_id, token)',
    'create index uploads_keep on uploads (workspace_id, keep_until_ms)',
    `create table upload_pieces (
      workspace_id ${text} not null,
      upload_id ${text} not null,
      position ${int} not null,
      bytes ${bytes} not null,
      primary key (workspace_id, upload_id, position)
    )`,
    `alter table sends add column upload_id ${text}`,
    'create index sends_upload on sends (workspace_id, upload_id) where upload_id is not null',
  ]
}
