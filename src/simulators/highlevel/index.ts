import { Hono } from 'hono'

import { createClock, type Clock } from '../kit/clock.ts'
import { createFaults, type Faults } from '../kit/faults.ts'
import type { Deliver } from '../kit/webhook-courier.ts'
import { createFrontDoor } from '../kit/front-door.ts'
import type { Random } from '../kit/ids.ts'
import { createRequestLog, type RequestLog } from '../kit/request-log.ts'
import { openStore, type Store } from '../kit/store.ts'
import { createWorker, systemTimer, type Timer } from '../kit/worker.ts'
import { changeContact, mustFindContact, mustFindConversation, type ContactChange } from './changes.ts'
import { createControl } from './control.ts'
import type { Conversation } from './conversations.ts'
import { actInDashboard, placeConversation, type ConversationAct, type PlacedConversation } from './dashboard.ts'
import { seedDemo } from './demo/seed.ts'
import { answerFile, isFileUrl } from './files.ts'
import { receiveMessage, type CustomerMessage } from './inbound.ts'
import { ensureLocation, location } from './location.ts'
import { malform } from './malform.ts'
import { nextDueMs, runDueSteps } from './progress.ts'
import { createRateLimits, type Limits } from './rate-limit.ts'
import type { Recorded } from './record.ts'
import { refuse } from './refuse.ts'
import { createRoutes } from './routes.ts'
import { schema } from './schema.ts'
import { createSigner } from './signature.ts'
import { isStoreUrl, putFile } from './uploads.ts'
import type { Behaviour, Vendor } from './vendor.ts'
import { createWebhooks, reviveDeliveries, type Webhooks } from './webhooks.ts'

/** The token that a simulator accepts unless it is given another. */
const demoApiKey = 'pit-7d1c0e4a-52b9-4f86-9a3d-TokoJakartaDemo'

export type HighlevelSimulatorOptions = {
  /** A SQLite file that survives a restart, or `:memory:` (the default). */
  path?: string
  /** Epoch ms. The vendor's clock runs with it until it is moved. */
  now?: () => number
  random?: Random
  apiKey?: string
  /** Calls in ten seconds and in a day. Default 100 and 200,000. */
  limits?: Limits
  behaviour?: Partial<Behaviour>
  /** Where the app takes its webhooks. Default: as the store remembers, at first nowhere. */
  webhookUrl?: string
  /** How webhooks leave. Default: global fetch. */
  deliver?: Deliver
  timer?: Timer
  /** Fills an empty store with this many demo conversations; the same seed gives the same ones. */
  demo?: { conversations: number; seed?: number }
}

export type HighlevelSimulator = {
  /** The vendor at the root, the control surface below `/_sim` and the host of attachments as one fetch: rejects with `TypeError('fetch failed')` when a connection is dropped. */
  fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>
  apiKey: string
  locationId: string
  companyId: string
  /** Ed25519, SPKI DER in base64: with this the app checks `X-GHL-Signature`. */
  webhookPublicKey: string
  clock: Clock
  faults: Faults
  log: RequestLog
  webhooks: Pick<Webhooks, 'setAddress' | 'hold' | 'release' | 'duplicate' | 'repeatAfter'>
  /** The inside, for code that plays customers or looks at the store. */
  vendor: Vendor
  /** A conversation as it stands, without spending a request; throws when there is none. */
  conversation: (id: string) => Conversation
  placeConversation: (given: PlacedConversation) => Conversation
  /** Somebody acts in the vendor's own dashboard. Null after a deletion. */
  act: (id: string, act: ConversationAct) => Conversation | null
  changeContact: (id: string, change: ContactChange) => void
  receive: (message: CustomerMessage) => Recorded
  /** Resolves when no message step or webhook attempt is due or under way. */
  settled: () => Promise<void>
  /** Moves the clock forward through everything that falls due on the way. */
  advance: (ms: number) => Promise<void>
  close: () => void
}

/** HighLevel's conversations, contacts and users of one location, with state, webhooks, limits and faults. */
export function createHighlevelSimulator(options: HighlevelSimulatorOptions = {}): HighlevelSimulator {
  const { timer = systemTimer } = options
  const store = openStore(options.path ?? ':memory:', schema)
  ensureLocation(store)

  const faults = createFaults()
  const log = createRequestLog()
  const closing = new AbortController()
  const vendor = createVendor(store, { ...options, timer }, faults, closing.signal)
  const signer = createSigner(store)
  const webhooks = createWebhooks(vendor, signer, options.deliver ?? fetch)
  if (options.webhookUrl !== undefined) webhooks.setAddress(options.webhookUrl)
  const runDue = (): Promise<void>[] => {
    runDueSteps(vendor)
    return webhooks.runDue()
  }
  const worker = createWorker(vendor.clock, () => nextDueMs(vendor), runDue, timer)
  vendor.emit = webhooks.emit
  vendor.wake = worker.wake

  reviveDeliveries(vendor)
  if (options.demo) seedDemo(vendor, options.demo)
  worker.wake()

  const { publicKey } = signer
  const control = createControl({ vendor, faults, log, webhooks, worker, publicKey })
  const app = new Hono({ strict: false }).route('/_sim', control).route('/', createRoutes(vendor))
  const enter = createFrontDoor({
    clock: vendor.clock,
    faults,
    log,
    basePath: '',
    refuse,
    malform,
    timer,
    app,
  })

  return {
    fetch: async (input, init) => {
      const request = new Request(input, init)
      if (isFileUrl(request.url)) return answerFile(vendor, request)
      if (isStoreUrl(request.url)) return putFile(vendor, request)
      return enter(request)
    },
    apiKey: vendor.apiKey,
    locationId: vendor.locationId,
    companyId: vendor.companyId,
    webhookPublicKey: publicKey,
    clock: vendor.clock,
    faults,
    log,
    webhooks,
    vendor,
    conversation: (id) => mustFindConversation(vendor, id, 'v3'),
    placeConversation: (given) => placeConversation(vendor, given),
    act: (id, act) => actInDashboard(vendor, id, act),
    changeContact: (id, change) => void changeContact(vendor, mustFindContact(vendor, id, 'v3'), change),
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
  messageShape: 'live',
  rowShape: 'live',
  conversationShape: 'spec',
  webhookShape: 'flat',
  ownerIsAssignee: true,
  maxPage: 100,
  pace: { sent: 500, delivered: 1500, read: 8000 },
}

function createVendor(
  store: Store,
  options: HighlevelSimulatorOptions & { timer: Timer },
  faults: Faults,
  closing: AbortSignal,
): Vendor {
  const { now = Date.now, random = Math.random, limits = { burst: 100, daily: 200_000 } } = options
  const clock = createClock(now)
  return {
    store,
    clock,
    random,
    limits: createRateLimits(clock.now, limits),
    behaviour: { ...defaultBehaviour, ...options.behaviour },
    apiKey: options.apiKey ?? demoApiKey,
    locationId: location.id,
    companyId: location.companyId,
    nextSendFails: () => faults.strikeSend() !== null,
    emit: () => undefined,
    onAccepted: new Set(),
    wake: () => undefined,
    timer: options.timer,
    closing,
  }
}
