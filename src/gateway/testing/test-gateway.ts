import { expect, onTestFinished } from 'vitest'
import * as z from 'zod/mini'
import { errorBodySchema } from '#contract/error.ts'
import type { Connector } from '#connectors/connector.ts'
import type { VendorKind } from '#connectors/vendor-kind.ts'
import { createApp } from '../app.ts'
import { createAccounts } from '../auth/accounts.ts'
import { createKeyFinder } from '../auth/key-finder.ts'
import { secureRandom } from '../auth/random.ts'
import { createSealer } from '../auth/sealer.ts'
import { createSetupCode } from '../auth/setup-code.ts'
import { createHub } from '../live/hub.ts'
import { createListeningTabs } from '../live/listening-tabs.ts'
import { createCursors } from '../routes/plumbing/cursor.ts'
import type { VendorFaults } from '#contract/vendor-faults.ts'
import type { VendorFaultSwitches } from '../routes/vendor-faults.ts'
import { createStillWelcome } from '../routes/plumbing/still-welcome.ts'
import { updateAgent } from '../storage/agents.ts'
import type { ConversationRow } from '../storage/conversations.ts'
import { putIdentity } from '../storage/identities.ts'
import { migrate } from '../storage/migrate.ts'
import { openSqlite } from '../storage/open-sqlite.ts'
import { conversationRow, newWorkspace } from '../storage/testing/rows.ts'
import { createApiKey } from '../usecases/people/create-api-key.ts'
import type { SetupDeps } from '../usecases/connections/connection-deps.ts'
import { createGuessLimits } from '../usecases/people/guess-limits.ts'
import { endPresence, keepPresence } from '../usecases/presence.ts'
import { readChangesSince } from '../usecases/read-changes.ts'
import { nothingHeard } from '../usecases/connections/heard.ts'
import type { AskVendor } from '../usecases/messages/read-messages.ts'
import { readPresent } from '../usecases/read-present.ts'
import { reassignIdentity } from '../usecases/people/reassign-identity.ts'
import { recordEdits } from '../usecases/conversations/record-edits.ts'

const SECRET = 'a secret for tests that is long enough'
export const ORIGIN = 'http://localhost:4600'

type Sending = { body?: unknown; headers?: Record<string, string> }
/** Asks the gateway as somebody; a body that is neither a string nor bytes is sent as JSON. */
export type Caller = (method: string, path: string, sending?: Sending) => Promise<Response>

export type TestGatewayOptions = {
  conversations?: readonly (Partial<ConversationRow> & { id: string })[]
  connector?: Connector
  askVendor?: AskVendor
  /** What can be connected; nothing unless given. */
  kinds?: readonly VendorKind[]
  sealer?: SetupDeps['sealer']
  allowsPrivate?: boolean
  demo?: boolean
  /** The socket's remote address; this machine's unless given. */
  clientAddress?: string
  dist?: string
  linkBase?: string | null
}

/**
 * A whole gateway over a database in memory, with its answers checked against the contract. Maya owns the workspace, Rina works in it,
 * and both have an identity on `con_a`; Sari has none. What no rule expected fails the test.
 */
export async function createTestGateway(options: TestGatewayOptions = {}) {
  const storage = openSqlite(':memory:')
  await migrate(storage)
  const workspaceId = await newWorkspace(storage)
  const clock = { now: Date.parse('2026-03-02T03:04:05.678Z') }
  const now = () => clock.now
  const unexpected: unknown[] = []
  const rung: string[] = []
  const heard = nothingHeard(now())
  const ending = new AbortController()
  const address = { publicUrl: null, port: () => 4600 }
  const accounts = createAccounts({
    storage,
    secret: SECRET,
    publicUrl: null,
    onError: (message, details) => unexpected.push([message, details]),
  })
  const findKey = createKeyFinder({ storage, workspaceId, now })
  const hub = createHub(
    {
      onSeq: storage.onSeq,
      readChanges: (workspace, since, limit) => readChangesSince(storage, workspace, since, limit),
      readPresent: (workspace) => readPresent(storage, workspace, now()),
    },
    (error) => unexpected.push(error),
  )
  const listeningTabs = createListeningTabs({
    keep: (workspace, tabs) => keepPresence({ storage, now }, workspace, tabs),
    async end(workspace, tab) {
      await endPresence({ storage, now }, workspace, tab)
      hub.refresh()
    },
    onError: (error) => unexpected.push(error),
  })
  const app = createApp({
    storage,
    workspaceId,
    now,
    findKey,
    stillWelcome: createStillWelcome({ accounts, findKey }),
    cursors: createCursors(SECRET),
    hub,
    listeningTabs,
    ending: ending.signal,
    vendorFaults: options.demo === true ? switchesInMemory() : null,
    dist: options.dist ?? null,
    linkBase: options.linkBase ?? null,
    checkAnswers: true,
    onUnexpected: (error) => unexpected.push(error),
    address,
    clientAddress: () => options.clientAddress ?? '127.0.0.1',
    sync: {
      connectorOf: (id) => (id === 'con_a' ? options.connector : undefined),
      ringOutbox: (id) => rung.push(`outbox ${id}`),
      ringSends: (id) => rung.push(`sends ${id}`),
      ringWebhooks: (id) => rung.push(`webhooks ${id}`),
      noteHeard(_, what) {
        heard[what] += 1
      },
      opened: (id, opened) => rung.push(`opened ${id} ${opened}`),
      lookedAt: (id, ids) => rung.push(`looked ${id} ${ids.join(' ')}`),
      askVendor: options.askVendor ?? (async () => null),
    },
    connections: {
      storage,
      workspaceId,
      now,
      random: secureRandom,
      kinds: options.kinds ?? [],
      sealer: options.sealer === undefined ? createSealer([SECRET]) : options.sealer,
      outside: {
        fetch,
        resolve: async (hostname) => (hostname.startsWith('inside.') ? ['10.0.0.7'] : ['203.0.113.7']),
        allowsPrivate: options.allowsPrivate ?? false,
      },
      connectorOf: (id) => (id === 'con_a' ? options.connector : undefined),
      linkBase: options.linkBase ?? null,
      hasWebhooksByHand: () => false,
      heardOf: () => heard,
      reload: async () => void rung.push('reload'),
    },
    people: {
      storage,
      workspace: { id: workspaceId, name: 'Toko' },
      accounts,
      guessLimits: createGuessLimits(),
      setupCode: createSetupCode(),
      demo: options.demo === true ? { emails: ['maya@example.com', 'rina@example.com'] } : null,
      now,
      random: secureRandom,
      listVendorUsers: async () => [],
      announceAgents: () => hub.refresh(),
      reassignIdentity,
    },
  })
  onTestFinished(async () => {
    hub.stop()
    listeningTabs.stop()
    await storage.close()
    expect(unexpected).toEqual([])
  })

  function callerWith(credentials: Record<string, string>): Caller {
    return async (method, path, { body, headers = {} } = {}) =>
      app.request(`${ORIGIN}${path}`, {
        method,
        headers: { Host: 'localhost:4600', ...credentials, ...headers },
        ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
      })
  }

  async function signIn(name: 'maya' | 'rina', role: 'owner' | 'agent'): Promise<Caller> {
    const userId = await accounts.userOf({ name, email: `${name}@example.com` })
    await storage.write(async (tx) => {
      await updateAgent(tx, workspaceId, `agt_${name}`, { user_id: userId, role })
      const identity = { connection_id: 'con_a', vendor_user_id: `usr_${name}`, agent_id: `agt_${name}` }
      await putIdentity(tx, workspaceId, { ...identity, name, email: null })
    })
    const [cookie = ''] = (await accounts.startSession(userId)) ?? []
    return callerWith({ Cookie: cookie.split(';')[0] ?? '', Origin: ORIGIN, 'X-Sigap-Request': '1' })
  }

  async function insert(rows: readonly (Partial<ConversationRow> & { id: string })[]): Promise<void> {
    const edits = rows.map((columns) => ({
      before: null,
      after: conversationRow(workspaceId, columns.id, { sort_ms: columns.last_message_ms ?? 0, ...columns }),
      changes: [],
    }))
    await storage.write((tx) => recordEdits(tx, workspaceId, edits, now()))
  }

  await insert(options.conversations ?? [])
  const key = await createApiKey({ storage, workspaceId, now }, 'Reports')
  return {
    app,
    storage,
    workspaceId,
    clock,
    hub,
    ending,
    rung,
    heard,
    unexpected,
    key,
    insert,
    maya: await signIn('maya', 'owner'),
    rina: await signIn('rina', 'agent'),
    program: callerWith({ Authorization: `Bearer ${key}` }),
    nobody: callerWith({}),
  }
}

/** Switches that no vendor listens to. */
function switchesInMemory(): VendorFaultSwitches {
  let now: VendorFaults = {
    vendor: null,
    slow: false,
    down: false,
    refusing: false,
    dropping: false,
    doubled_webhooks: false,
  }
  return {
    read: () => now,
    set: (wanted) => {
      now = wanted
    },
  }
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array
}

/** The answer of an endpoint as its contract reads it; fails on anything but a 200. */
export async function answerOf<S extends z.ZodMiniType>(
  endpoint: { answer: S },
  response: Response,
): Promise<z.output<S>> {
  const body: unknown = await response.json()
  if (response.status !== 200) throw new Error(`${response.status}: ${JSON.stringify(body)}`)
  return z.parse(endpoint.answer, body)
}

/** Status, code and param of an error answer, whose request id is the one in the header. */
export async function errorOf(response: Response) {
  const { error } = errorBodySchema.parse(await response.json())
  expect(error.request_id).toBe(response.headers.get('X-Request-Id'))
  return { status: response.status, code: error.code, ...(error.param === undefined ? {} : { param: error.param }) }
}
