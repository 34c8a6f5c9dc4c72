import type { Connector, ConnectorConfig } from './connector.ts'
import { createKirim } from './kirim/index.ts'

const vendors = { kirim: createKirim } as const satisfies Record<string, (config: ConnectorConfig) => Connector>

/** Makes the connector of a vendor; undefined when there is none of that name. */
export function createConnector(config: ConnectorConfig): Connector | undefined {
  return Object.entries(vendors).find(([name]) => name === config.vendor)?.[1](config)
}
