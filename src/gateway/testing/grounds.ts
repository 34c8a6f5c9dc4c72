import type { Connector } from '#connectors/connector.ts'
import { createConnector } from '#connectors/registry.ts'
import { createHighlevelSimulator } from '#simulators/highlevel/index.ts'
import type { HighlevelSimulator } from '#simulators/highlevel/index.ts'
import { createTeamworkDeskSimulator } from '#simulators/teamwork-desk/index.ts'
import type { TeamworkDeskSimulator } from '#simulators/teamwork-desk/index.ts'
import { createWapikitSimulator } from '#simulators/wapikit/index.ts'
import type { WapikitSimulator } from '#simulators/wapikit/index.ts'
import type { Ground, Tools } from './common-world.ts'

/** Whether the vendor tells of what happens, and how many conversations of the demo it begins with. */
export type GroundOptions = { webhooks: boolean; conversations?: number }

type Laid<Simulator> = Ground & { simulator: Simulator }

const BASE_URL = 'https://vendor.test'

/** WapiKit under a world: its stream of events stands in for webhooks. */
export function layWapikit(options: GroundOptions, { random }: Tools): Laid<WapikitSimulator> {
  const simulator = createWapikitSimulator({ now: Date.now, random, ...demo(options) })
  return {
    vendor: 'wapikit',
    simulator,
    fetch: simulator.fetch,
    connect(reach) {
      const connector = make({ vendor: 'wapikit', path: '/api', simulator, reach })
      if (!options.webhooks) delete connector.follow
      return connector
    },
    faults: simulator.faults,
    webhooks: {
      ...simulator.events,
      lose(lost) {
        // Nobody tells again what was told while the stream was away, or could not be read.
        if (lost) simulator.events.close()
        else simulator.events.corrupt(1)
      },
    },
    hasWebhooks: false,
    close: simulator.close,
  }
}

/** HighLevel under a world. */
export function layHighlevel(options: GroundOptions, { random, deliver }: Tools): Laid<HighlevelSimulator> {
  const way = losable(deliver)
  const simulator = createHighlevelSimulator({
    now: Date.now,
    random,
    deliver: way.deliver,
    ...(options.webhooks ? { webhookUrl: 'https://sigap.test/hooks/con_highlevel' } : {}),
    ...demo(options),
  })
  const { locationId, webhookPublicKey } = simulator
  const secrets = options.webhooks ? [webhookPublicKey] : []
  return {
    vendor: 'highlevel',
    simulator,
    fetch: simulator.fetch,
    connect: (reach) => make({ vendor: 'highlevel', path: '', simulator, reach, secrets, options: { locationId } }),
    faults: simulator.faults,
    webhooks: { ...simulator.webhooks, lose: way.lose },
    hasWebhooks: options.webhooks,
    close: simulator.close,
  }
}

/** Teamwork Desk under a world. */
export async function layTeamworkDesk(
  options: GroundOptions,
  { random, deliver }: Tools,
): Promise<Laid<TeamworkDeskSimulator>> {
  const way = losable(deliver)
  const simulator = createTeamworkDeskSimulator({ now: Date.now, random, deliver: way.deliver, ...demo(options) })
  const secrets = options.webhooks ? ['desk-secret'] : []
  for (const token of secrets) await subscribeDesk(simulator, token)
  return {
    vendor: 'teamwork-desk',
    simulator,
    fetch: simulator.fetch,
    connect: (reach) => make({ vendor: 'teamwork-desk', path: '/desk/api/v2', simulator, reach, secrets }),
    faults: simulator.faults,
    webhooks: { ...simulator.webhooks, lose: way.lose },
    hasWebhooks: options.webhooks,
    close: simulator.close,
  }
}

/** A way for webhooks on which they can get lost, taken but never brought. */
export function losable(deliver: Tools['deliver']): { deliver: Tools['deliver']; lose: (lost: boolean) => void } {
  let isLost = false
  return {
    deliver: async (url, webhook) => (isLost ? new Response() : deliver(url, webhook)),
    lose(lost) {
      isLost = lost
    },
  }
}

function demo({ conversations }: GroundOptions) {
  return conversations === undefined ? {} : { demo: { conversations } }
}

type Made = {
  vendor: string
  path: string
  simulator: { apiKey: string }
  reach: typeof fetch
  secrets?: readonly string[]
  options?: Record<string, string>
}

function make({ vendor, path, simulator, reach, secrets = [], options = {} }: Made): Connector {
  const connector = createConnector({
    vendor,
    baseUrl: `${BASE_URL}${path}`,
    apiKey: simulator.apiKey,
    webhookSecrets: secrets,
    fetch: reach,
    now: Date.now,
    options,
  })
  if (connector === undefined) throw new Error(`There is no connector for ${vendor}.`)
  return connector
}

async function subscribeDesk(simulator: TeamworkDeskSimulator, token: string): Promise<void> {
  const url = 'https://sigap.test/hooks/con_teamwork-desk'
  await simulator.fetch(`${BASE_URL}/desk/api/v2/webhookendpoints.json`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${simulator.apiKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ webhookendpoint: { url, token, allEvents: true, allInboxes: true } }),
  })
}
