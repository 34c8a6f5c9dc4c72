import { expect, test } from 'vitest'
import type { Connector } from '#connectors/connector.ts'
import { createConnector } from '#connectors/registry.ts'
import { serving, WORKSPACE_ID } from '#gateway/testing/served.ts'
import { passUntil } from '#gateway/testing/virtual-time.ts'
import { readConnections } from '#gateway/usecases/read-present.ts'
import { createHighlevelSimulator } from '#simulators/highlevel/index.ts'
import { createTeamworkDeskSimulator } from '#simulators/teamwork-desk/index.ts'
import { createWapikitSimulator } from '#simulators/wapikit/index.ts'

const serve = serving()

/** SIGAP_CONVERSATIONS=20000 reads as many as a large shop has. */
const COUNT = Number(process.env['SIGAP_CONVERSATIONS'] ?? 500)
const HOUR_MS = 60 * 60 * 1000
/** Files and webhooks have no part in it, and nothing happens by itself. */
const timer = () => () => undefined

const vendors = {
  wapikit: () => {
    const simulator = createWapikitSimulator({ now: Date.now, timer, demo: { conversations: COUNT } })
    return { simulator, path: '/api', options: {} }
  },
  highlevel: () => {
    const simulator = createHighlevelSimulator({ now: Date.now, timer, demo: { conversations: COUNT } })
    return { simulator, path: '', options: { locationId: simulator.locationId } }
  },
  'teamwork-desk': () => {
    const simulator = createTeamworkDeskSimulator({ now: Date.now, timer, demo: { conversations: COUNT } })
    return { simulator, path: '/desk/api/v2', options: {} }
  },
}

test.each(Object.entries(vendors))(
  'the first reading of %s keeps to its documented limits, and reads everything',
  async (vendor, open) => {
    const { simulator, path, options } = open()
    const connector = createConnector({
      vendor,
      baseUrl: `https://${vendor}.test${path}`,
      apiKey: simulator.apiKey,
      webhookSecrets: [],
      fetch: simulator.fetch,
      now: Date.now,
      options,
    })
    if (connector === undefined) throw new Error(`There is no connector for ${vendor}.`)
    // Its events would be told in real time.
    const served = await serve({ con: withoutStream(connector) })
    const readOn = async () => (await readConnections(served.storage.db, WORKSPACE_ID))[0]?.backfill
    await passUntil(async () => (await readOn())?.done === true, 12 * HOUR_MS)

    // Some of the demo is spam, which is no conversation.
    expect((await readOn())?.rows).toBeGreaterThan(COUNT * 0.8)
    const answers = simulator.log.entries().map(({ status }) => status)
    expect(answers.filter((status, index) => status === 429 && answers[index - 1] === 429)).toEqual([])
    simulator.close()
  },
  20 * 60_000,
)

function withoutStream(connector: Connector): Connector {
  const still = { ...connector }
  delete still.follow
  return still
}
