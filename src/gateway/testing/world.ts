import { Hono } from 'hono'
import * as z from 'zod/mini'
import { createKirimSimulator } from '#simulators/kirim/index.ts'
import type { KirimSimulator, KirimSimulatorOptions } from '#simulators/kirim/index.ts'
import { seededRandom } from '#simulators/kit/random.ts'
import type { Conversation, ConversationPatch } from '#contract/conversation.ts'
import type { Actor } from '#contract/live-event.ts'
import type { Message } from '#contract/message.ts'
import type { SendMessage } from '#contract/sending.ts'
import type { Upload } from '#contract/upload.ts'
import { installPlumbing } from '../routes/http.ts'
import type { Env } from '../routes/http.ts'
import { uploadRoutes } from '../routes/uploads.ts'
import { insertAgent } from '../storage/agents.ts'
import { upsertConnection } from '../storage/connections.ts'
import { getConversation } from '../storage/conversations.ts'
import type { ConversationView } from '../storage/conversations.ts'
import { putIdentity } from '../storage/identities.ts'
import { migrate } from '../storage/migrate.ts'
import { openSqlite } from '../storage/open-sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { ensureWorkspace } from '../storage/workspaces.ts'
import { unknownHealth } from '../usecases/connection-health.ts'
import { patchConversation } from '../usecases/patch-conversation.ts'
import { readMessages } from '../usecases/read-messages.ts'
import type { AskVendor } from '../usecases/read-messages.ts'
import { receiveUpload } from '../usecases/receive-upload.ts'
import { retryMessage } from '../usecases/second-thoughts.ts'
import { sendsOn } from '#gateway/usecases/channel-rules.ts'
import { sendMessage } from '../usecases/send-message.ts'
import { receiveWebhook } from '../usecases/receive-webhook.ts'
import { startProcess } from './gateway-process.ts'
import type { GatewayProcess } from './gateway-process.ts'
import { letTimeRun, stopTime, whilePassing } from './virtual-time.ts'

export const WORKSPACE_ID = 'wsp_test'
export const CONNECTION_ID = 'con_kirim'
const BASE_URL = 'https://vendor.test/v1'
const LINK_BASE = 'https://sigap.test'

/** Agents who work at the vendor too, by their id there, and one whom the vendor does not know. */
export const people = {
  maya: { id: 'agt_maya', name: 'Maya', vendorId: 'm7Qk2VxPa9Rt' },
  rina: { id: 'agt_rina', name: 'Rina', vendorId: 'r4Hn8TzLw1Bc' },
  sari: { id: 'agt_sari', name: 'Sari', vendorId: null },
} as const
export type Person = keyof typeof people

export type WorldOptions = {
  seed?: number
  /** A file outlives a kill; without one the database is in memory. */
  path?: string
  simulator?: KirimSimulatorOptions
  webhooks?: boolean
  apiKey?: string
  /** The vendor takes no idempotency keys. */
  keyless?: boolean
  /** How long every answer of the vendor takes, in ms. Default 50. */
  latency?: number
}

export type World = {
  simulator: KirimSimulator
  /** The database as it is when one looks at it from outside. */
  storage: Storage
  warnings: { fields: object; message: string }[]
  /** Starts a gateway process on the database. */
  start: (name?: string) => GatewayProcess
  /** Opens the database file anew, as the next process after a kill does. */
  reopen: () => void
  /** A PATCH as an agent sends it; throws `Failure`. */
  patch: (person: Person, id: string, patch: ConversationPatch, ifMatch?: number) => Promise<Conversation>
  /** A message as an agent sends it; throws `Failure`. */
  send: (person: Person, id: string, sent: SendMessage & { key: string }) => Promise<Message>
  /** A file as an agent uploads it; throws `Failure`. */
  bring: (person: Person, filename: string, bytes: Uint8Array) => Promise<Upload>
  /** Addresses that the vendor fetched files from, in order. */
  fetched: readonly string[]
  /** Tries a refused message again. */
  retry: (person: Person, id: string, messageId: string) => Promise<Message>
  /** What a thread shows, newest first, as a browser reads it. */
  thread: (id: string) => Promise<Message[]>
  /** The conversation as it is stored; throws when there is none. */
  row: (id: string) => Promise<ConversationView>
  /** A webhook at the door, as its route takes it. */
  receive: (headers: Headers, body: Uint8Array) => Promise<Response>
  /** Whether the vendor holds what the screen shows, and nothing is owed to it. */
  isSettled: (id: string) => Promise<boolean>
  close: () => Promise<void>
}

/** Requests of one method that the vendor saw, oldest first. */
export function requests({ simulator }: World, method: string) {
  return simulator.log.entries().filter((entry) => entry.method === method)
}

/** How often the vendor refused a call because there were too many. */
export function refusedCalls({ simulator }: World): number {
  return simulator.log.entries().filter((entry) => entry.status === 429).length
}

/** A vendor, a database and gateways between them, in time that only moves when it is told to. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  stopTime()
  const random = seededRandom(options.seed ?? 1)
  const path = options.path ?? ':memory:'
  const opened = [openSqlite(path)]
  const processes: GatewayProcess[] = []
  const warnings: World['warnings'] = []
  const fetched: string[] = []
  const current = () => opened.at(-1) ?? openSqlite(path)

  const simulator = createKirimSimulator({
    now: Date.now,
    random,
    deliver: (_, { headers, body }) => receive(new Headers(headers), new TextEncoder().encode(body)),
    fetchFile: async (url) => {
      fetched.push(url)
      return outDoor(current()).request(url)
    },
    ...options.simulator,
  })
  await migrate(current())
  await current().write(async (tx) => {
    await ensureWorkspace(tx, WORKSPACE_ID, 'Test', Date.now())
    await upsertConnection(tx, WORKSPACE_ID, {
      id: CONNECTION_ID,
      vendor: 'kirim',
      vendor_name: 'Kirim.chat',
      name: 'Toko Jakarta',
      base_url: BASE_URL,
      account_id: null,
      health: JSON.stringify(unknownHealth),
      progress: 'null',
      lease_owner: null,
      lease_until_ms: 0,
      created_ms: Date.now(),
    })
    for (const { id, name, vendorId } of Object.values(people)) {
      const agent = { id, name, email: null, role: 'agent' as const, user_id: null, created_ms: Date.now() }
      await insertAgent(tx, WORKSPACE_ID, agent)
      if (vendorId === null) continue
      const identity = { connection_id: CONNECTION_ID, vendor_user_id: vendorId, agent_id: id, name, email: null }
      await putIdentity(tx, WORKSPACE_ID, identity)
    }
  })
  const webhookSecret = options.webhooks === true ? await subscribe(simulator) : null
  simulator.faults.add({ kind: 'latency', ms: options.latency ?? 50 })

  async function receive(headers: Headers, body: Uint8Array): Promise<Response> {
    const process = processes.findLast((candidate) => candidate.isAlive())
    if (process === undefined) throw new TypeError('fetch failed')
    const delivery = await process.vendor.connector.readWebhook?.({ headers, body }, Date.now())
    if (delivery === undefined || delivery === null) return new Response(null, { status: 401 })
    const deps = { storage: process.storage, now: Date.now }
    const isNew = await receiveWebhook(deps, { workspaceId: WORKSPACE_ID, connectionId: CONNECTION_ID, delivery })
    if (isNew) process.sync.ringWebhooks(CONNECTION_ID)
    return new Response(null, { status: 200 })
  }

  const askVendor: AskVendor = async (connectionId, ask) =>
    (await processes.findLast((candidate) => candidate.isAlive())?.sync.askVendor(connectionId, ask)) ?? null

  return {
    simulator,
    get storage() {
      return current()
    },
    warnings,
    fetched,
    start(name = `gateway ${processes.length + 1}`) {
      const process = startProcess({
        name,
        storage: current(),
        simulator,
        workspaceId: WORKSPACE_ID,
        connectionId: CONNECTION_ID,
        baseUrl: BASE_URL,
        apiKey: options.apiKey ?? simulator.apiKey,
        webhookSecret,
        linkBase: LINK_BASE,
        keyless: options.keyless ?? false,
        random,
        onWarning: (warning) => warnings.push(warning),
      })
      processes.push(process)
      return process
    },
    reopen() {
      opened.push(openSqlite(path))
    },
    async patch(person, id, patch, ifMatch) {
      const { id: agentId, name } = people[person]
      const actor: Actor = { type: 'agent', id: agentId, name }
      const request = { workspaceId: WORKSPACE_ID, id, patch, actor, client: null, ifMatch: ifMatch ?? null }
      const conversation = await patchConversation(
        { storage: current(), now: Date.now, channelsOf: () => channelsOf(processes) },
        request,
      )
      for (const process of processes) if (process.isAlive()) process.sync.ringOutbox(CONNECTION_ID)
      return conversation
    },
    async send(person, id, { key, ...body }) {
      const { id: agentId, name } = people[person]
      const deps = { storage: current(), now: Date.now }
      const message = await sendMessage(deps, {
        workspaceId: WORKSPACE_ID,
        conversationId: id,
        key,
        body,
        actor: { type: 'agent', id: agentId, name },
        client: null,
        channels: channelsOf(processes),
        linkBase: LINK_BASE,
        templates: null,
      })
      for (const each of processes) if (each.isAlive()) each.sync.ringSends(CONNECTION_ID)
      return message
    },
    bring: (person, filename, bytes) =>
      receiveUpload(
        { storage: current(), now: Date.now },
        {
          workspaceId: WORKSPACE_ID,
          author: people[person].id,
          filename,
          takes: sendsOn(channelsOf(processes), 'whatsapp')?.files ?? [],
          length: bytes.byteLength,
          body: ReadableStream.from([bytes]),
        },
      ),
    async retry(person, conversationId, messageId) {
      const { id, name } = people[person]
      const actor: Actor = { type: 'agent', id, name }
      const request = { workspaceId: WORKSPACE_ID, conversationId, messageId, actor, channels: channelsOf(processes) }
      const message = await retryMessage({ storage: current(), now: Date.now }, request)
      for (const each of processes) if (each.isAlive()) each.sync.ringSends(CONNECTION_ID)
      return message
    },
    async thread(id) {
      const request = { workspaceId: WORKSPACE_ID, conversationId: id, before: null, limit: 100 }
      return (await whilePassing(readMessages({ storage: current(), askVendor }, request))).messages
    },
    async row(id) {
      const row = await getConversation(current().db, WORKSPACE_ID, id)
      if (row === undefined) throw new Error(`There is no conversation ${id}.`)
      return row
    },
    async isSettled(id) {
      const row = await getConversation(current().db, WORKSPACE_ID, id)
      const vendor = simulator.conversation(id)
      const agrees = row?.status === vendor.status && row.assignee_shadow === (vendor.assignee?.id ?? null)
      return agrees && row.sync_state === 'synced'
    },
    receive,
    async close() {
      await Promise.all(processes.filter((process) => process.isAlive()).map((process) => process.stop()))
      simulator.close()
      letTimeRun()
      for (const storage of opened) await storage.close()
    },
  }
}

/** What the connector can send is the same in every process. */
function channelsOf(processes: readonly GatewayProcess[]) {
  return processes.at(-1)?.vendor.connector.channels
}

/** What of the gateway the vendor's servers reach when they come for a file. */
function outDoor(storage: Storage): Hono<Env> {
  const app = new Hono<Env>()
  installPlumbing(app, { guard: async () => null, checkAnswers: true, onUnexpected: () => undefined })
  const deps = { storage, now: Date.now, workspaceId: WORKSPACE_ID, linkBase: LINK_BASE }
  uploadRoutes(app, { ...deps, connectorOf: () => undefined })
  return app
}

const subscriptionSchema = z.object({ data: z.object({ initial_secret: z.string() }) })
const EVENTS = [
  'message.received',
  'message.status',
  'conversation.assigned',
  'conversation.closed',
  'contact.created',
  'contact.updated',
]

async function subscribe(simulator: KirimSimulator): Promise<string> {
  const response = await simulator.fetch(`${BASE_URL}/webhook_subscriptions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${simulator.apiKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ url: 'https://sigap.test/hooks/con_kirim', events: EVENTS }),
  })
  const { data } = z.parse(subscriptionSchema, await response.json())
  return data.initial_secret
}
