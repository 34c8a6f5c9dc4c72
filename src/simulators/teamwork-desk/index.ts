import { Hono } from 'hono'

import { createClock, type Clock } from '../kit/clock.ts'
import { createFaults, type Faults } from '../kit/faults.ts'
import type { Deliver } from '../kit/webhook-courier.ts'
import { createFrontDoor } from '../kit/front-door.ts'
import type { Random } from '../kit/ids.ts'
import { createRequestLog, type RequestLog } from '../kit/request-log.ts'
import { openStore, type Store } from '../kit/store.ts'
import { createWorker, systemTimer, type Timer } from '../kit/worker.ts'
import { chatMessagesOf, chatToWire, mustFindChat, type WireChat } from './chats.ts'
import { createControl } from './control.ts'
import {
  actOnChat,
  actOnTicket,
  placeChat,
  placeTicket,
  type ChatAct,
  type PlacedChat,
  type PlacedTicket,
  type TicketAct,
} from './dashboard.ts'
import { seedDemo } from './demo/seed.ts'
import { notFound } from './errors.ts'
import { isStoreUrl, storeForm } from './files.ts'
import { receiveMessage, type CustomerMessage, type Received } from './inbound.ts'
import { malform } from './malform.ts'
import { ensureOrganisation } from './organisation.ts'
import { createRateLimit } from './rate-limit.ts'
import { refuseBy } from './refuse.ts'
import { createRoutes } from './routes.ts'
import { schema } from './schema.ts'
import { mustFindTicket, ticketsToWire, type WireTicket } from './tickets.ts'
import type { Behaviour, Vendor } from './vendor.ts'
import { createWebhooks, nextDueMs, reviveDeliveries, type Webhooks } from './webhooks.ts'

const demoApiKey = 'tkn.v1_TokoJakartaDeskSandbox00Demo'

export type TeamworkDeskSimulatorOptions = {
  /** A SQLite file that survives a restart, or `:memory:` (the default). */
  path?: string
  /** Epoch ms. The vendor's clock runs with it until it is moved. */
  now?: () => number
  random?: Random
  apiKey?: string
  /** Default `/desk/api/v2`. */
  basePath?: string
  /** Requests per minute for everybody behind the key. Default 120. */
  limits?: { requests: number }
  behaviour?: Partial<Behaviour>
  /** How webhooks leave. Default: global fetch. */
  deliver?: Deliver
  timer?: Timer
  /** Fills an empty store with this many demo conversations, tickets and chats together; the same seed gives the same ones. */
  demo?: { conversations: number; seed?: number }
}

export type TeamworkDeskSimulator = {
  /** The vendor below `basePath` and the control surface below `/_sim` as one fetch: rejects with `TypeError('fetch failed')` when a connection is dropped. */
  fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>
  apiKey: string
  clock: Clock
  faults: Faults
  log: RequestLog
  webhooks: Pick<Webhooks, 'hold' | 'release' | 'duplicate' | 'repeatAfter'>
  /** The inside, for code that plays customers or looks at the store. */
  vendor: Vendor
  /** A ticket or chat as the API would show it, without spending a request; throws when there is none. */
  ticket: (id: number) => WireTicket
  chat: (id: number) => WireChat
  placeTicket: (given: PlacedTicket) => WireTicket
  placeChat: (given: PlacedChat) => WireChat
  /** An agent acts in the vendor's own dashboard. Null after a deletion. */
  act: (ticketId: number, act: TicketAct) => WireTicket | null
  actOnChat: (chatId: number, act: ChatAct) => WireChat
  receive: (message: CustomerMessage) => Received
  /** Resolves when no webhook attempt is due or under way. */
  settled: () => Promise<void>
  /** Moves the clock forward through everything that falls due on the way. */
  advance: (ms: number) => Promise<void>
  close: () => void
}

/** The API v2 of Teamwork Desk, as one site with state, webhooks, a limit and faults. */
export function createTeamworkDeskSimulator(options: TeamworkDeskSimulatorOptions = {}): TeamworkDeskSimulator {
  const { basePath = '/desk/api/v2', timer = systemTimer } = options
  const store = openStore(options.path ?? ':memory:', schema)
  ensureOrganisation(store)

  const faults = createFaults()
  const log = createRequestLog()
  const closing = new AbortController()
  const vendor = createVendor(store, { ...options, timer }, closing.signal)
  const webhooks = createWebhooks(vendor, options.deliver ?? fetch)
  const worker = createWorker(vendor.clock, () => nextDueMs(vendor), webhooks.runDue, timer)
  vendor.emit = webhooks.emit
  vendor.wake = worker.wake

  reviveDeliveries(vendor)
  if (options.demo) seedDemo(vendor, options.demo)
  worker.wake()

  const control = createControl({ vendor, faults, log, webhooks, worker })
  const app = new Hono().route(basePath, createRoutes(vendor)).route('/_sim', control)
  const enter = createFrontDoor({
    clock: vendor.clock,
    faults,
    log,
    basePath,
    refuse: refuseBy,
    malform,
    timer,
    app,
  })
  const chat = (id: number): WireChat => chatToWire(mustFindChat(vendor, id), chatMessagesOf(vendor, [id]))
  const ticket = (id: number): WireTicket => showTicket(vendor, id)

  return {
    fetch: async (input, init) => {
      const request = new Request(input, init)
      if (isStoreUrl(request.url)) return storeForm(vendor, request)
      return enter(request)
    },
    apiKey: vendor.apiKey,
    clock: vendor.clock,
    faults,
    log,
    webhooks,
    vendor,
    ticket,
    chat,
    placeTicket: (given) => ticket(placeTicket(vendor, given).id),
    placeChat: (given) => chat(placeChat(vendor, given).id),
    act: (id, act) => (actOnTicket(vendor, id, act) === null ? null : ticket(id)),
    actOnChat: (id, act) => chat(actOnChat(vendor, id, act).id),
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

function showTicket(vendor: Vendor, id: number): WireTicket {
  const [shown] = ticketsToWire(vendor, [mustFindTicket(vendor, id)]).wire
  if (shown === undefined) throw notFound('ticket')
  return shown
}

const defaultBehaviour: Behaviour = {
  unassign: 'clears',
  chatUsers: 'written',
  inboundToClosed: 'reopen',
  limitReset: 'epoch',
  liveChats: true,
}

function createVendor(
  store: Store,
  options: TeamworkDeskSimulatorOptions & { timer: Timer },
  closing: AbortSignal,
): Vendor {
  const { now = Date.now, random = Math.random, limits = { requests: 120 } } = options
  const clock = createClock(now)
  const behaviour = { ...defaultBehaviour, ...options.behaviour }
  return {
    store,
    clock,
    random,
    limit: createRateLimit(clock.now, limits.requests, behaviour.limitReset),
    behaviour,
    apiKey: options.apiKey ?? demoApiKey,
    emit: () => undefined,
    onAnswered: new Set(),
    wake: () => undefined,
    timer: options.timer,
    closing,
  }
}
