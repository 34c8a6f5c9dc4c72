import type { Connector } from '#connectors/connector.ts'
import { vendorKinds } from '#connectors/registry.ts'
import type { Conversation, ConversationPatch } from '#contract/conversation.ts'
import type { Actor } from '#contract/live-event.ts'
import type { Message } from '#contract/message.ts'
import type { Upload } from '#contract/upload.ts'
import type { SendMessage } from '#contract/sending.ts'
import type { Faults } from '#simulators/kit/faults.ts'
import { seededRandom } from '#simulators/kit/random.ts'
import { createSealer } from '../auth/sealer.ts'
import { insertAgent } from '../storage/agents.ts'
import { upsertConnection } from '../storage/connections.ts'
import { getConversation } from '../storage/conversations.ts'
import type { ConversationView } from '../storage/conversations.ts'
import { migrate } from '../storage/migrate.ts'
import { openSqlite } from '../storage/open-sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { ensureWorkspace } from '../storage/workspaces.ts'
import { unknownHealth } from '../usecases/connections/connection-health.ts'
import { ownWebhookSecrets } from '../usecases/connections/own-subscription.ts'
import { sendsOn } from '../usecases/connections/channel-rules.ts'
import { heardAs } from '../usecases/connections/heard.ts'
import { patchConversation } from '../usecases/conversations/patch-conversation.ts'
import { readMessages } from '../usecases/messages/read-messages.ts'
import type { AskVendor } from '../usecases/messages/read-messages.ts'
import { receiveUpload } from '../usecases/files/receive-upload.ts'
import { receiveWebhook } from '../usecases/connections/receive-webhook.ts'
import { retryMessage } from '../usecases/messages/retry-or-discard.ts'
import { sendMessage } from '../usecases/messages/send-message.ts'
import { startProcess } from './gateway-process.ts'
import type { GatewayProcess } from './gateway-process.ts'
import { letTimeRun, stopTime, whilePassing } from './virtual-time.ts'
import type { WebhookSwitches } from './webhook-tricks.ts'

export const WORKSPACE_ID = 'wsp_test'
export const LINK_BASE = 'https://sigap.test'

/** Agents who work at the vendor too, by their id there (Kirim's), and one whom the vendor does not know. */
export const people = {
  maya: { id: 'agt_maya', name: 'Maya', vendorId: 'm7Qk2VxPa9Rt' },
  rina: { id: 'agt_rina', name: 'Rina', vendorId: 'r4Hn8TzLw1Bc' },
  sari: { id: 'agt_sari', name: 'Sari', vendorId: null },
} as const
export type Person = keyof typeof people

/** The vendor that a world stands on, as far as all are alike. */
export type Ground = {
  vendor: string
  fetch: typeof fetch
  /** A connector of a process's own, which reaches the vendor in its way. */
  connect: (reach: typeof fetch) => Connector
  faults: Faults
  /** What can become of what the vendor announces. */
  webhooks: WebhookSwitches
  hasWebhooks: boolean
  close: () => void
}

export type CommonOptions = {
  seed?: number
  /** A file outlives a kill; without one the database is in memory. */
  path?: string
  /** How long every answer of the vendor takes, in ms. Default 50. */
  latency?: number
  /** Gateways can keep a secret, and so subscribe to webhooks themselves. */
  subscribes?: boolean
}

/** What whoever makes the ground may use of the world. */
export type Tools = {
  random: () => number
  /** The database as it is when one looks at it from outside. */
  storage: () => Storage
  /** Brings a webhook to the door of a gateway that lives. */
  deliver: (url: string, webhook: { headers: Record<string, string>; body: string }) => Promise<Response>
}

export type CommonWorld = {
  connectionId: string
  storage: Storage
  warnings: { fields: object; message: string }[]
  webhooks: WebhookSwitches
  /** Starts a gateway process on the database, which the vendor reaches at `linkBase`. */
  start: (name?: string, linkBase?: string) => GatewayProcess
  /** Opens the database file anew, as the next process after a kill does. */
  reopen: () => void
  /** A PATCH as an agent sends it; throws `Failure`. */
  patch: (person: Person, id: string, patch: ConversationPatch, ifMatch?: number) => Promise<Conversation>
  /** A message as an agent sends it; throws `Failure`. */
  send: (person: Person, id: string, sent: SendMessage & { key: string }) => Promise<Message>
  /** A file as an agent uploads it for a channel; throws `Failure`. */
  upload: (person: Person, channel: string, file: { name: string; bytes: Uint8Array }) => Promise<Upload>
  /** Tries a refused message again. */
  retry: (person: Person, id: string, messageId: string) => Promise<Message>
  /** What a thread shows, newest first, as a browser reads it. */
  thread: (id: string) => Promise<Message[]>
  /** The conversation as it is stored; throws when there is none. */
  row: (id: string) => Promise<ConversationView>
  /** A webhook at the door, as its route takes it. */
  receive: (headers: Headers, body: Uint8Array) => Promise<Response>
  /** What the vendor can send; undefined before the first process. */
  channels: () => Connector['channels'] | undefined
  close: () => Promise<void>
}

/** A vendor, a database and gateways between them, in time that only moves when it is told to. */
export async function createCommonWorld<G extends Ground>(
  options: CommonOptions,
  lay: (tools: Tools) => G | Promise<G>,
): Promise<{ world: CommonWorld; ground: G }> {
  stopTime()
  const random = seededRandom(options.seed ?? 1)
  const path = options.path ?? ':memory:'
  const opened = [openSqlite(path)]
  const processes: GatewayProcess[] = []
  const warnings: CommonWorld['warnings'] = []
  const sealer = options.subscribes === true ? createSealer(['a secret for tests that is long enough']) : null
  const current = () => opened.at(-1) ?? openSqlite(path)
  const living = () => processes.findLast((candidate) => candidate.isAlive())
  const channels = () => processes.at(-1)?.vendor.connector.channels

  const ground = await lay({
    random,
    storage: current,
    deliver: (_, { headers, body }) => receive(new Headers(headers), new TextEncoder().encode(body)),
  })
  const connection = { id: `con_${ground.vendor}`, name: 'Toko Jakarta' }
  await furnish(current(), ground.vendor, connection)
  ground.faults.add({ kind: 'latency', ms: options.latency ?? 50 })

  async function receive(headers: Headers, body: Uint8Array): Promise<Response> {
    const process = living()
    if (process === undefined) throw new TypeError('fetch failed')
    const place = { db: process.storage.db, workspaceId: WORKSPACE_ID, sealer }
    const ours = await ownWebhookSecrets(place, connection.id)
    const delivery = await process.vendor.connector.readWebhook?.({ headers, body }, Date.now(), ours)
    if (delivery === undefined || delivery === null) {
      process.sync.noteHeard(connection.id, 'refused')
      return new Response(null, { status: 401 })
    }
    const deps = { storage: process.storage, now: Date.now }
    const isNew = await receiveWebhook(deps, { workspaceId: WORKSPACE_ID, connectionId: connection.id, delivery })
    process.sync.noteHeard(connection.id, heardAs(delivery, isNew))
    if (isNew) process.sync.ringWebhooks(connection.id)
    return new Response(null, { status: 200 })
  }

  const askVendor: AskVendor = async (connectionId, ask) => (await living()?.sync.askVendor(connectionId, ask)) ?? null
  const deps = () => ({ storage: current(), now: Date.now })
  const ring = (bell: 'ringSends' | 'ringOutbox') => {
    for (const process of processes) if (process.isAlive()) process.sync[bell](connection.id)
  }

  const world: CommonWorld = {
    connectionId: connection.id,
    get storage() {
      return current()
    },
    warnings,
    webhooks: ground.webhooks,
    start(name = `gateway ${processes.length + 1}`, linkBase = LINK_BASE) {
      const process = startProcess({
        name,
        storage: current(),
        fetch: ground.fetch,
        connect: ground.connect,
        workspaceId: WORKSPACE_ID,
        connection,
        hasWebhooks: ground.hasWebhooks,
        linkBase,
        sealer,
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
      const conversation = await patchConversation(
        { ...deps(), channelsOf: channels },
        {
          workspaceId: WORKSPACE_ID,
          id,
          patch,
          actor: actorOf(person),
          client: null,
          ifMatch: ifMatch ?? null,
        },
      )
      ring('ringOutbox')
      return conversation
    },
    async send(person, id, { key, ...body }) {
      const message = await sendMessage(deps(), {
        workspaceId: WORKSPACE_ID,
        conversationId: id,
        key,
        body,
        actor: actorOf(person),
        client: null,
        channels: channels(),
        linkBase: LINK_BASE,
        templates: null,
      })
      ring('ringSends')
      return message
    },
    upload: (person, channel, { name, bytes }) =>
      receiveUpload(deps(), {
        workspaceId: WORKSPACE_ID,
        author: people[person].id,
        filename: name,
        takes: sendsOn(channels(), channel)?.files?.takes ?? [],
        length: bytes.byteLength,
        body: ReadableStream.from([bytes]),
      }),
    async retry(person, conversationId, messageId) {
      const actor = actorOf(person)
      const request = { workspaceId: WORKSPACE_ID, conversationId, messageId, actor, channels: channels() }
      const message = await retryMessage(deps(), request)
      ring('ringSends')
      return message
    },
    async thread(id) {
      const request = { workspaceId: WORKSPACE_ID, conversationId: id, before: null, limit: 100 }
      const { messages, wasAsked } = await whilePassing(
        readMessages({ storage: current(), now: Date.now, askVendor }, request),
      )
      if (!wasAsked) living()?.sync.opened(connection.id, id)
      return messages
    },
    async row(id) {
      const row = await getConversation(current().db, WORKSPACE_ID, id)
      if (row === undefined) throw new Error(`There is no conversation ${id}.`)
      return row
    },
    receive,
    channels,
    async close() {
      await Promise.all(processes.filter((process) => process.isAlive()).map((process) => process.stop()))
      ground.close()
      letTimeRun()
      for (const storage of opened) await storage.close()
    },
  }
  return { world, ground }
}

function actorOf(person: Person): Actor {
  const { id, name } = people[person]
  return { type: 'agent', id, name }
}

async function furnish(storage: Storage, vendor: string, connection: { id: string; name: string }): Promise<void> {
  await migrate(storage)
  await storage.write(async (tx) => {
    await ensureWorkspace(tx, WORKSPACE_ID, 'Test', Date.now())
    await upsertConnection(tx, WORKSPACE_ID, {
      ...connection,
      vendor,
      vendor_name: vendorKinds.find((kind) => kind.vendor === vendor)?.name ?? vendor,
      base_url: 'https://vendor.test',
      account_id: null,
      health: JSON.stringify(unknownHealth),
      progress: 'null',
      lease_owner: null,
      lease_until_ms: 0,
      created_ms: Date.now(),
    })
    for (const { id, name } of Object.values(people)) {
      const agent = { id, name, email: null, role: 'agent' as const, user_id: null, created_ms: Date.now() }
      await insertAgent(tx, WORKSPACE_ID, agent)
    }
  })
}
