import { Hono } from 'hono'
import * as z from 'zod/mini'
import type { Connector } from '#connectors/connector.ts'
import { createKirim } from '#connectors/kirim/index.ts'
import { eventTypes } from '#simulators/kirim/event-types.ts'
import { createKirimSimulator } from '#simulators/kirim/index.ts'
import type { KirimSimulator, KirimSimulatorOptions } from '#simulators/kirim/index.ts'
import type { Upload } from '#contract/upload.ts'
import { installPlumbing } from '../routes/plumbing/http.ts'
import type { Env } from '../routes/plumbing/http.ts'
import { uploadRoutes } from '../routes/files/uploads.ts'
import { getConversation } from '../storage/conversations.ts'
import { putIdentity } from '../storage/identities.ts'
import type { Storage } from '../storage/storage.ts'
import { createCommonWorld, LINK_BASE, people, WORKSPACE_ID } from './common-world.ts'
import type { CommonOptions, CommonWorld, Ground, Person, Tools } from './common-world.ts'
import { losable } from './grounds.ts'

export const CONNECTION_ID = 'con_kirim'
const BASE_URL = 'https://vendor.test/v1'

type KirimOptions = {
  simulator?: KirimSimulatorOptions
  /** Webhooks that somebody set up by hand. */
  webhooks?: boolean
  apiKey?: string
  /** The vendor takes no idempotency keys. */
  keyless?: boolean
}
export type WorldOptions = CommonOptions & KirimOptions

/** A world that stands on Kirim.chat. */
export type World = CommonWorld & {
  simulator: KirimSimulator
  /** A file as an agent uploads it; throws `Failure`. */
  bring: (person: Person, filename: string, bytes: Uint8Array) => Promise<Upload>
  /** Addresses that the vendor fetched files from, in order. */
  fetched: readonly string[]
  /** Whether the vendor holds what the screen shows, and nothing is owed to it. */
  isSettled: (id: string) => Promise<boolean>
}

/** Requests of one method that the vendor saw, oldest first. */
export function requests({ simulator }: World, method: string) {
  return simulator.log.entries().filter((entry) => entry.method === method)
}

/** How often the vendor refused a call because there were too many. */
export function refusedCalls({ simulator }: World): number {
  return simulator.log.entries().filter((entry) => entry.status === 429).length
}

/** Kirim.chat, a database and gateways between them, in time that only moves when it is told to. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { world, ground } = await createCommonWorld(options, (tools) => layKirim(options, tools))
  const { simulator, fetched } = ground
  await knowPeople(world)
  return Object.assign(world, {
    simulator,
    fetched,
    bring: (person: Person, name: string, bytes: Uint8Array) => world.upload(person, 'whatsapp', { name, bytes }),
    async isSettled(id: string) {
      const row = await getConversation(world.storage.db, WORKSPACE_ID, id)
      const vendor = simulator.conversation(id)
      const agrees = row?.status === vendor.status && row.assignee_shadow === (vendor.assignee?.id ?? null)
      return agrees && row.sync_state === 'synced'
    },
  })
}

/** Kirim.chat under a world. */
export async function layKirim(
  options: KirimOptions,
  { random, storage, deliver }: Tools,
): Promise<Ground & { simulator: KirimSimulator; fetched: readonly string[] }> {
  const fetched: string[] = []
  const way = losable(deliver)
  const simulator = createKirimSimulator({
    now: Date.now,
    random,
    deliver: way.deliver,
    fetchFile: async (url) => {
      fetched.push(url)
      return outDoor(storage()).request(url)
    },
    ...options.simulator,
  })
  const secret = options.webhooks === true ? await subscribe(simulator) : null
  return {
    vendor: 'kirim',
    simulator,
    fetched,
    faults: simulator.faults,
    fetch: simulator.fetch,
    connect(reach) {
      const kirim = createKirim({
        vendor: 'kirim',
        baseUrl: BASE_URL,
        apiKey: options.apiKey ?? simulator.apiKey,
        webhookSecrets: secret === null ? [] : [secret],
        fetch: reach,
        now: Date.now,
        options: {},
      })
      return options.keyless === true ? withoutKeys(kirim) : kirim
    },
    webhooks: { ...simulator.webhooks, lose: way.lose },
    hasWebhooks: secret !== null,
    close: simulator.close,
  }
}

async function knowPeople({ storage }: CommonWorld): Promise<void> {
  await storage.write(async (tx) => {
    for (const { id, name, vendorId } of Object.values(people)) {
      if (vendorId === null) continue
      const identity = { connection_id: CONNECTION_ID, vendor_user_id: vendorId, agent_id: id, name, email: null }
      await putIdentity(tx, WORKSPACE_ID, identity)
    }
  })
}

/** What of the gateway the vendor's servers reach when they come for a file. */
function outDoor(storage: Storage): Hono<Env> {
  const app = new Hono<Env>()
  installPlumbing(app, { guard: async () => null, checkAnswers: true, onUnexpected: () => undefined })
  const deps = { storage, now: Date.now, workspaceId: WORKSPACE_ID, linkBase: LINK_BASE }
  uploadRoutes(app, { ...deps, connectorOf: () => undefined })
  return app
}

/** The same vendor if it took no keys: whatever is sent is another message. */
function withoutKeys(connector: Connector): Connector {
  const { sending } = connector
  if (sending === undefined) return connector
  let calls = 0
  const send: typeof sending.send = (message, key, signal) => {
    calls += 1
    return sending.send(message, `${key}.${Date.now()}.${calls}`, signal)
  }
  return { ...connector, sending: { ...sending, keyLifeMs: null, send } }
}

const subscriptionSchema = z.object({ data: z.object({ initial_secret: z.string() }) })

async function subscribe(simulator: KirimSimulator): Promise<string> {
  const response = await simulator.fetch(`${BASE_URL}/webhook_subscriptions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${simulator.apiKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ url: 'https://sigap.test/hooks/con_kirim', events: eventTypes }),
  })
  const { data } = z.parse(subscriptionSchema, await response.json())
  return data.initial_secret
}
