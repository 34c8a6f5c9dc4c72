import type { Storage } from '../storage.ts'

/** Lists by window: by the last inbound message, 0 for none, each way of listing an index of its own as in `0001-inbox`. */
export function byWindow(dialect: Storage['dialect']): string[] {
  const inbound = 'coalesce(last_inbound_ms, 0)'
  const indexes: [string, string, string][] = [
    // Another spelling of the same, for the searches that mean this index and no other.
    ['window', 'coalesce(last_inbound_ms, 0, 0)', ''],
    ['status_window', `status, ${inbound}`, ''],
    ['assignee_window', `assignee_id, status, ${inbound}`, ''],
  ]
  if (dialect === 'postgres') indexes.push(['unassigned_window', `status, ${inbound}`, ' and assignee_id is null'])
  return indexes.map(
    ([name, columns, where]) =>
      `create index conversations_${name} on conversations (workspace_id, ${columns}, id)
        where removed_ms is null${where}`,
  )
}
