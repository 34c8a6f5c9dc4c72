import { Hono } from 'hono'

import { createClock, type Clock } from '../kit/clock.ts'
import { createControl } from './control.ts'
import { conversationToWire, type WireConversation } from './conversations.ts'
import { createCursors } from './cursor.ts'
import { actInDashboard, placeConversation, type ConversationAct, type PlacedConversation } from './dashboard.ts'
import { seedDemo } from './demo/seed.ts'
import { createFaults, type Faults } from '../kit/faults.ts'
import { reviveFetches, runDueFetches, type FetchFile } from './fetched-files.ts'
import type { Deliver } from '../kit/webhook-courier.ts'
import { createFrontDoor } from '../kit/front-door.ts'
import { urlSafeToken, type Random } from '../kit/ids.ts'
import { changeContact, mustFind, type ContactChange } from './changes.ts'
import { receiveMessage, type CustomerMessage, type Received } from './inbound.ts'
import { answerMedia, isMediaUrl } from './media.ts'
import { ensureOrganisation } from './organisation.ts'
import { nextDueMs, runDueSteps } from './progress.ts'
import { createRateLimits, type Limits } from './rate-limit.ts'
import { createRequestLog, type RequestLog } from '../kit/request-log.ts'
import { malform } from './malform.ts'
import { refuse } from './refuse.ts'
import { createRoutes } from './routes.ts'
import { schema } from './schema.ts'
import { openStore, text, type Store } from '../kit/store.ts'
import type { Behaviour, Vendor } from './vendor.ts'
import { createWebhooks, reviveDeliveries, type Webhooks } from './webhooks.ts'
import { createWorker, systemTimer, type Timer } from '../kit/worker.ts'

/** The key that a simulator accepts unless it is given another. */
export const demoApiKey = 'kdv_live_TokoJakartaSandbox00Demo'

export type KirimSimulatorOptions = {
  /** A SQLite file that survives a restart, or `:memory:` (the default). */
  path?: string
  /** Epoch ms. The vendor's clock runs with it until it is moved. */
  now?: () => number
  random?: Random
  apiKey?: string
  /** Default `/v1`. */
  basePath?: string
  /** Requests per minute for the whole organisation. Default 600 reads, 60 writes. */
  limits?: Limits
  behaviour?: Partial<Behaviour>
  /** How webhooks leave. Default: global fetch. */
  deliver?: Deliver
  /** How files that are sent are fetched from their addresses. Default: global fetch. */
  fetchFile?: FetchFile
  timer?: Timer
  /** Fills an empty store with this many demo conversations; the same seed gives the same ones. */
  demo?: { conversations: number; seed?: number }
}

export type KirimSimulator = {
  /** The vendor below `basePath`, the control surface below `/_sim` and the host of its media as one fetch: rejects with `TypeError('fetch failed')` when a connection is dropped. */
  fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>
  apiKey: string
  clock: Clock
  faults: Faults
  log: RequestLog
  webhooks: Pick<Webhooks, 'hold' | 'release' | 'duplicate' | 'repeatAfter'>
  /** The inside, for code that plays customers or looks at the store. */
  vendor: Vendor
  /** A conversation as the API would show it, without spending a request; throws when there is none. */
  conversation: (id: string) => WireConversation
  placeConversation: (given: PlacedConversation) => WireConversation
  /** An agent acts in the vendor's own dashboard. Null after a deletion. */
  act: (id: string, act: ConversationAct) => WireConversation | null
  changeContact: (id: string, change: ContactChange) => void
  receive: (message: CustomerMessage) => Received
  /** Resolves when no message step or webhook attempt is due or under way. */
  settled: () => Promise<void>
  /** Moves the clock forward through everything that falls due on the way. */
  advance: (ms: number) => Promise<void>
  close: () => void
}

/** Kirim.chat's public API, generation A, as one organisation with state, webhooks, limits and faults. */
export function createKirimSimulator(options: KirimSimulatorOptions = {}): KirimSimulator {
  const { basePath = '/v1', timer = systemTimer } = options
  const store = openStore(options.path ?? ':memory:', schema)
  ensureOrganisation(store)

  const faults = createFaults()
  const log = createRequestLog()
  const closing = new AbortController()
  const vendor = createVendor(store, { ...options, timer }, faults, closing.signal)
  const webhooks = createWebhooks(vendor, options.deliver ?? fetch)
  const runDue = (): Promise<void>[] => {
    runDueSteps(vendor, webhooks.emit)
    return [...runDueFetches(vendor, options.fetchFile ?? fetch), ...webhooks.runDue()]
  }
  const worker = createWorker(vendor.clock, () => nextDueMs(vendor), runDue, timer)
  vendor.emit = webhooks.emit
  vendor.wake = worker.wake

  reviveDeliveries(vendor)
  reviveFetches(vendor)
  if (options.demo) seedDemo(vendor, options.demo)
  worker.wake()

  const control = createControl({ vendor, faults, log, webhooks, worker })
  const app = new Hono().route(basePath, createRoutes(vendor)).route('/_sim', control)
  const enter = createFrontDoor({
    clock: vendor.clock,
    faults,
    log,
    basePath,
    refuse: (fault) => refuse(vendor, fault),
    malform,
    timer,
    app,
  })

  return {
    fetch: async (input, init) => {
      const request = new Request(input, init)
      if (isMediaUrl(request.url)) return answerMedia(store, request)
      return enter(request)
    },
    apiKey: vendor.apiKey,
    clock: vendor.clock,
    faults,
    log,
    webhooks,
    vendor,
    conversation: (id) => conversationToWire(mustFind(vendor, id)),
    placeConversation: (given) => conversationToWire(placeConversation(vendor, given)),
    act: (id, act) => {
      const after = actInDashboard(vendor, id, act)
      return after && conversationToWire(after)
    },
    changeContact: (id, change) => void changeContact(vendor, id, change),
    receive: (message) => receiveMessage(vendor, message),
    settled: worker.settled,
    advance: worker.advance,
    close: () => {
      closing.abort()
      worker.stop()
      store.close()
    },
  }
}

const defaultBehaviour: Behaviour = {
  inboundToResolved: 'reopen',
  pace: { sent: 500, delivered: 1500, read: 8000 },
  statusIds: 'wamid',
  mediaAfterMs: 0,
  allowLoopbackWebhooks: false,
  allowLoopbackFiles: false,
}

function createVendor(
  store: Store,
  options: KirimSimulatorOptions & { timer: Timer },
  faults: Faults,
  closing: AbortSignal,
): Vendor {
  const { now = Date.now, random = Math.random, limits = { read: 600, write: 60 } } = options
  const clock = createClock(now)
  return {
    store,
    clock,
    random,
    cursors: createCursors(cursorKey(store, random)),
    limits: createRateLimits(clock.now, limits),
    behaviour: { ...defaultBehaviour, ...options.behaviour },
    apiKey: options.apiKey ?? demoApiKey,
    nextSendFailure: () => {
      const fault = faults.strikeSend()
      return fault && { code: fault.code, message: fault.message, provider_code: fault.provider_code }
    },
    emit: () => undefined,
    onAccepted: new Set(),
    wake: () => undefined,
    timer: options.timer,
    closing,
  }
}

// Kept in the store, so that a cursor outlives a restart as the vendor's would.
function cursorKey(store: Store, random: Random): string {
  const row = store.get(`select value from meta where name = 'cursor_key'`)
  if (row) return text(row, 'value')
  const key = urlSafeToken(43, random)
  store.run(`insert into meta values ('cursor_key', ?)`, key)
  return key
}
