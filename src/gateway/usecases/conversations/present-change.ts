import type { Change } from '#contract/live-event.ts'
import type { ChangeRow } from '#gateway/storage/changes.ts'

/** A stored change as the API shows it. */
export function presentChange(row: ChangeRow): Change {
  return {
    seq: row.seq,
    field: row.field,
    from: row.from_value,
    to: row.to_value,
    actor: row.actor,
    client: row.client,
    at: new Date(row.at_ms).toISOString(),
  }
}
