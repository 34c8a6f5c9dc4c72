import { Hono } from 'hono'

import { createClock, type Clock } from '../kit/clock.ts'
import { createFaults, type Faults } from '../kit/faults.ts'
import { createFrontDoor } from '../kit/front-door.ts'
import type { Random } from '../kit/ids.ts'
import type { JsonObject } from '../kit/json.ts'
import { createRequestLog, type RequestLog } from '../kit/request-log.ts'
import { openStore, type Store } from '../kit/store.ts'
import { createWorker, systemTimer, type Timer } from '../kit/worker.ts'
import { createControl } from './control.ts'
import { mustFind } from './conversations.ts'
import { actInDashboard, placeConversation, type ConversationAct, type PlacedConversation } from './dashboard.ts'
import { seedDemo } from './demo/seed.ts'
import { receiveMessage, type CustomerMessage, type Received } from './inbound.ts'
import { createJoinedRows } from './joined-rows.ts'
import { ensureOrganisation, organisation, ownerOf } from './organisation.ts'
import { nextDueMs, runDueSteps } from './progress.ts'
import { communityLimits, createRateLimits, type Limits } from './rate-limit.ts'
import { malform, refuseFault } from './refuse.ts'
import { createRoutes } from './routes.ts'
import { schema } from './schema.ts'
import { createStreams, eventStream, type Streams } from './streams.ts'
import { signToken } from './token.ts'
import type { Behaviour, Vendor } from './vendor.ts'
import { wholeConversation } from './wire.ts'

export type WapikitSimulatorOptions = {
  /** A SQLite file that survives a restart, or `:memory:` (the default). */
  path?: string
  /** Epoch ms. The vendor's clock runs with it until it is moved. */
  now?: () => number
  random?: Random
  /** The one token that is accepted; by default one that this simulator signs, the same every time. */
  apiKey?: string
  /** Default `/api`. */
  basePath?: string
  /** Calls of each route in its window: an hour for conversations, else a minute. Default: the published server's. */
  limits?: Partial<Limits>
  /** `mode` is `as-built` unless told otherwise. */
  behaviour?: Partial<Behaviour>
  timer?: Timer
  /** Fills an empty store with this many demo conversations; the same seed gives the same ones. */
  demo?: { conversations: number; seed?: number }
}

export type WapikitSimulator = {
  /** The vendor below `basePath` and the control surface below `/_sim` as one fetch: rejects with `TypeError('fetch failed')` when a connection is dropped. */
  fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>
  apiKey: string
  clock: Clock
  faults: Faults
  log: RequestLog
  /** What happens to events on their way. */
  events: Omit<Streams, 'open' | 'emit'>
  /** The inside, for code that plays customers or looks at the store. */
  vendor: Vendor
  /** A conversation as it truly stands, whatever the API would show of it; throws when there is none. */
  conversation: (id: string) => JsonObject
  placeConversation: (given: PlacedConversation) => JsonObject
  /** An agent acts in the vendor's own dashboard. Null after a deletion. */
  act: (id: string, act: ConversationAct) => JsonObject | null
  receive: (message: CustomerMessage) => Received
  /** Resolves when no step of a message is due. */
  settled: () => Promise<void>
  /** Moves the clock forward through everything that falls due on the way. */
  advance: (ms: number) => Promise<void>
  close: () => void
}

/** WapiKit's conversation API as one organisation with state, events, limits and faults. */
export function createWapikitSimulator(options: WapikitSimulatorOptions = {}): WapikitSimulator {
  const { basePath = '/api', timer = systemTimer } = options
  const store = openStore(options.path ?? ':memory:', schema)
  ensureOrganisation(store)

  const faults = createFaults()
  const log = createRequestLog()
  const vendor = createVendor(store, { ...options, timer }, faults)
  const runDue = (): Promise<void>[] => {
    runDueSteps(vendor)
    return []
  }
  const worker = createWorker(vendor.clock, () => nextDueMs(vendor), runDue, timer)
  vendor.wake = worker.wake
  if (options.demo) seedDemo(vendor, options.demo)
  worker.wake()

  const control = createControl({ vendor, faults, log, worker })
  const app = new Hono().route(basePath, createRoutes(vendor)).route('/_sim', control)
  const enter = createFrontDoor({
    clock: vendor.clock,
    faults,
    log,
    basePath,
    refuse: (fault) => refuseFault(vendor, fault),
    malform,
    timer,
    app,
  })

  return {
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const response = await enter(request)
      return init?.signal ? endingWith(response, init.signal) : response
    },
    apiKey: vendor.apiKey,
    clock: vendor.clock,
    faults,
    log,
    events: vendor.streams,
    vendor,
    conversation: (id) => wholeConversation(vendor, mustFind(vendor, id)),
    placeConversation: (given) => placeConversation(vendor, given),
    act: (id, act) => actInDashboard(vendor, id, act),
    receive: (message) => receiveMessage(vendor, message),
    settled: worker.settled,
    advance: worker.advance,
    close: () => {
      worker.stop()
      vendor.streams.close()
      store.close()
    },
  }
}

/** Within one process nothing else ends a stream whose reader has given up; on a port the connection does. */
function endingWith(response: Response, signal: AbortSignal): Response {
  if (response.headers.get('content-type') !== eventStream || response.body === null) return response
  return new Response(response.body.pipeThrough(new TransformStream(), { signal }), response)
}

const defaultBehaviour: Behaviour = {
  mode: 'as-built',
  pace: { delivered: 1500, read: 8000 },
  eventEncoding: 'msgpack',
  assigneeShown: 'newest',
}

function createVendor(store: Store, options: WapikitSimulatorOptions & { timer: Timer }, faults: Faults): Vendor {
  const { now = Date.now, random = Math.random, limits = {} } = options
  const clock = createClock(now)
  const behaviour = { ...defaultBehaviour, ...options.behaviour }
  return {
    store,
    clock,
    random,
    limits: createRateLimits(clock.now, { ...communityLimits, ...limits }),
    behaviour,
    apiKey: options.apiKey ?? demoApiKey(store),
    joinedRows: createJoinedRows(store),
    streams: createStreams(() => behaviour.eventEncoding),
    nextSendFailure: () => {
      const fault = faults.strikeSend()
      return fault && `(#${fault.provider_code}) ${fault.message} [${fault.code}]`
    },
    onAccepted: new Set(),
    wake: () => undefined,
    timer: options.timer,
  }
}

/** Signed anew each time with what never changes, so that it outlives a restart. */
function demoApiKey(store: Store): string {
  const { userId, name, email, accessLevel } = ownerOf(store)
  const claims = {
    name,
    unique_id: userId,
    username: email,
    email,
    role: accessLevel,
    organization_id: organisation.id,
  }
  return signToken({ ...claims, exp: Date.UTC(2098, 11, 31) / 1000, iss: 'wapikit' }, 'simulated-signing-secret')
}
