import type { Storage } from '../storage.ts'
import { columnTypes } from './column-types.ts'

/** Subscriptions to webhooks that this installation made at its vendors, with their secrets sealed; and when a connection last told something. */
export function webhookSubscriptions(dialect: Storage['dialect']): string[] {
  const { text } = columnTypes(dialect)
  return [
    `create table webhook_subscriptions (
      workspace_id ${text} not null,
      connection_id ${text} not null,
      vendor_id ${text},
      secret ${text},
      problem ${text},
      primary key (workspace_id, connection_id)
    )`,
    'create index webhook_deliveries_latest on webhook_deliveries (workspace_id, connection_id, received_ms)',
  ]
}
