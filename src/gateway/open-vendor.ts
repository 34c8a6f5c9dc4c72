import type { Connector } from '#connectors/connector.ts'
import { upsertConnection } from '#gateway/storage/connections.ts'
import { createVendor } from '#gateway/sync/vendor.ts'
import type { Vendor } from '#gateway/sync/vendor.ts'
import { unknownHealth } from '#gateway/usecases/connections/connection-health.ts'

/** A connection that the configuration names, or the demo. */
export type ConfiguredConnection = {
  id: string
  name: string
  vendorName: string
  baseUrl: string
  hasWebhooks: boolean
  connector: Connector
}

/** Makes sure that a configured connection is in the database, and readies it for sync. What it learnt before is kept. */
export async function openVendor(
  deps: Pick<Vendor, 'storage' | 'workspaceId' | 'now' | 'log' | 'linkBase' | 'sealer'>,
  { id, name, vendorName, baseUrl, hasWebhooks, connector }: ConfiguredConnection,
): Promise<Vendor> {
  await deps.storage.write((tx) =>
    upsertConnection(tx, deps.workspaceId, {
      id,
      vendor: connector.vendor,
      vendor_name: vendorName,
      name,
      base_url: baseUrl,
      account_id: null,
      health: JSON.stringify(unknownHealth),
      progress: 'null',
      lease_owner: null,
      lease_until_ms: 0,
      created_ms: deps.now(),
    }),
  )
  return createVendor({
    ...deps,
    connection: { id, name },
    connector,
    hasWebhooks,
    random: Math.random,
  })
}
