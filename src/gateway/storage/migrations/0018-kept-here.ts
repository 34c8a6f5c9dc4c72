import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/**
 * What vendors hold or leave to us, star and subject among it, times that are not told yet, and the vendor's own ids of contacts. Counts
 * know channels and stars; lists by them have indexes as in `0001-inbox`, stars one of their own, since they are few.
 */
export function keptHere(dialect: Storage['dialect']): string[] {
  const { text, big, int } = columnTypes(dialect)
  return [
    column('subject', text),
    column('vendor_contact_id', text),
    'update conversations set vendor_contact_id = contact_id where vendor_contact_id is null',
    column('status_ms', `${big} not null default 0`),
    column('status_kept_here', `${int} not null default 0`),
    column('starred', `${int} not null default 0`),
    column('starred_shadow', `${int} not null default 0`),
    column('starred_acked_ms', `${big} not null default 0`),
    // Until it is read again: nobody could star anything so far, nor tell a vendor what was read.
    column('starred_kept_here', `${int} not null default 1`),
    column('read_kept_here', `${int} not null default 1`),
    column('read_acked_ms', `${big} not null default 0`),
    column('activity_untold', `${int} not null default 0`),
    list('connection', 'connection_id, sort_ms, id'),
    list('connection_status', 'connection_id, status, sort_ms, id'),
    list('channel', 'channel, sort_ms, id'),
    list('channel_status', 'channel, status, sort_ms, id'),
    list('starred', 'sort_ms, id', ' and starred = 1'),
    `alter table outbox add column minor ${int} not null default 0`,
    'drop table counts',
    `create table counts (
      workspace_id ${text} not null,
      connection_id ${text} not null,
      channel ${text} not null,
      account_key ${text} not null,
      status ${text} not null,
      assignee_id ${text} not null,
      count ${int} not null,
      unread ${int} not null,
      starred ${int} not null,
      primary key (workspace_id, connection_id, channel, account_key, status, assignee_id)
    )`,
    `insert into counts
      select workspace_id, connection_id, channel, account_key, status, coalesce(assignee_id, ''),
        count(*), sum(case when unread_count > 0 then 1 else 0 end), 0
      from conversations where removed_ms is null
      group by workspace_id, connection_id, channel, account_key, status, coalesce(assignee_id, '')`,
  ]
}

function column(name: string, type: string): string {
  return `alter table conversations add column ${name} ${type}`
}

function list(name: string, columns: string, where = ''): string {
  return `create index conversations_${name} on conversations (workspace_id, ${columns}) where removed_ms is null${where}`
}
