import path from 'node:path'
import type { Connector, ConnectorConfig } from '#connectors/connector.ts'
import { DEMO_ADDRESS } from './link-base.ts'
import type { ConfiguredConnection } from './open-vendor.ts'

/** A few of them are spam or deleted, and two thousand are to be seen. */
const DEMO_CONVERSATIONS = 2100
const DEMO_AGENTS = 2

/**
 * One company's post at every vendor, in this process; its state is kept below `data`. `reach` is how the vendors call the gateway and
 * fetch files from it.
 */
export async function openDemo(
  data: string,
  reach: (url: string, init?: RequestInit) => Promise<Response>,
  createConnector: (config: ConnectorConfig) => Connector | undefined,
) {
  // Only here, and only when it is wanted: a real installation loads no simulator.
  const { createDemo } = await import('#simulators/demo.ts')
  const { vendors, faults, begin, stop } = await createDemo({
    directory: path.join(data, 'simulators'),
    conversations: DEMO_CONVERSATIONS,
    webhookUrl: (vendor) => `${DEMO_ADDRESS}/hooks/${idOf(vendor)}`,
    deliver: reach,
    fetchFile: reach,
  })
  const connections = vendors.flatMap(
    ({ vendor, name, baseUrl, apiKey, webhookSecrets, options, fetch }): ConfiguredConnection[] => {
      const made = createConnector({
        vendor,
        baseUrl,
        apiKey,
        webhookSecrets,
        options,
        fetch,
        now: Date.now,
      })
      const hasWebhooks = webhookSecrets.length > 0
      if (made === undefined) return []
      // Nothing here is reached from outside, and the vendors know already where their webhooks go.
      const { subscribing: _, ...connector } = made
      return [{ id: idOf(vendor), name, vendorName: name, baseUrl, hasWebhooks, connector }]
    },
  )
  const [first] = vendors
  if (first === undefined) throw new Error('There is no vendor to show.')
  return { connections, agents: first.users.slice(0, DEMO_AGENTS), faults, begin, stop }
}

function idOf(vendor: string): string {
  return `con_${vendor}`
}
