import type { Connector, ConnectorConfig } from './connector.ts'
import { highlevel } from './highlevel/kind.ts'
import { kirim } from './kirim/kind.ts'
import { teamworkDesk } from './teamwork-desk/kind.ts'
import type { VendorKind } from './vendor-kind.ts'
import { wapikit } from './wapikit/kind.ts'

/** Every vendor that can be connected, in the order in which they are offered. */
export const vendorKinds: readonly VendorKind[] = [kirim, wapikit, highlevel, teamworkDesk]

/** Makes the connector of a vendor; undefined when there is none of that name. */
export function createConnector(config: ConnectorConfig): Connector | undefined {
  return vendorKinds.find(({ vendor }) => vendor === config.vendor)?.create(config)
}
