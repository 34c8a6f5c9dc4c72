import { ConnectorError } from '#connectors/connector-error.ts'
import type { Connector, VendorAccount } from '#connectors/connector.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import type { SetupDeps } from '#gateway/usecases/connections/connection-deps.ts'
import { nothingHeard } from '#gateway/usecases/connections/heard.ts'
import type { HeardCounts } from '#gateway/usecases/connections/heard.ts'
import { createAllowance } from './allowance.ts'
import type { Allowance } from './allowance.ts'
import { createBell, sleep } from './bell.ts'
import type { Bell } from './bell.ts'
import { afterFailure, goodCondition } from './health.ts'
import type { Condition } from './health.ts'
import type { Unanswered } from './delivering/unanswered.ts'

/** Until the vendor tells its limits, the documented ones of a free plan. */
const READS_PER_MINUTE = 600
const WRITES_PER_MINUTE = 60
/** What we spend of the vendor's limits: the steady reading, what agents wait for, and writes. The rest is left to others. */
const STEADY_SHARE = 0.6
const URGENT_SHARE = 0.3
const WRITE_SHARE = 0.9

/** What a server answers that fails at what was asked for, where one that is down answers 502 and up, or nothing. */
export const SERVERS_OWN_FAULT = 500

export type Log = { info(fields: object, message: string): void; warn(fields: object, message: string): void }

/** Everything that sync knows of one connection while this process serves it. */
export type Vendor = {
  workspaceId: string
  connection: { id: string; name: string }
  connector: Connector
  /** Somebody set its webhooks up and gave us their secret: we do not subscribe. */
  hasWebhooks: boolean
  /** The vendor tells us of changes at this moment, by its stream of events; and by the subscription that we made. */
  isFollowed: boolean
  isSubscribed: boolean
  /** Where the vendor reaches us: fetches the files that we send, and brings its webhooks; null when it cannot. */
  linkBase: string | null
  /** Null when secrets cannot be kept safe here. */
  sealer: SetupDeps['sealer']
  storage: Storage
  now: () => number
  random: () => number
  log: Log
  steady: Allowance
  urgent: Allowance
  writes: Allowance
  /**
   * Rung when the outbox has something new, when a message is to be sent, the first one to a number or another, when a webhook was
   * stored, and when a read became wanted.
   */
  outboxBell: Bell
  sendBell: Bell
  firstBell: Bell
  webhookBell: Bell
  readBell: Bell
  condition: Condition
  /** Conversations that an agent looks at in a list, whose times are to be read first. Our ids. */
  looked: readonly string[]
  /** Conversations whose threads were opened since they were last read. Our ids. */
  opened: Set<string>
  /** Our key was seen to open the account that is mirrored here. Until then nothing is written to it. */
  accountKnown: boolean
  /** When the last read of a conversation began, by vendor id, as far back as the walks under way need it. */
  readAt: Map<string, number>
  /** Conversations to be read singly, by vendor id, and since when: those that a webhook named, and those that a walk missed. */
  announced: Map<string, number>
  missed: Map<string, number>
  /** When the newest page was last asked for, and when it is wanted next. Epoch ms. */
  newestPageReadAt: number
  newestPageAt: number
  unanswered: Unanswered
  /** Files that are being handed over. */
  uploads: number
  /** When this process began to deliver what is owed, epoch ms. */
  servingSince: number
  /** When the vendor last answered, epoch ms; null before the first time. */
  lastAnswerAt: number | null
  heard: HeardCounts
}

export function createVendor(
  given: Pick<
    Vendor,
    | 'workspaceId'
    | 'connection'
    | 'connector'
    | 'hasWebhooks'
    | 'linkBase'
    | 'sealer'
    | 'storage'
    | 'now'
    | 'random'
    | 'log'
  >,
): Vendor {
  const now = given.now()
  return {
    ...given,
    isFollowed: false,
    isSubscribed: false,
    steady: createAllowance(READS_PER_MINUTE * STEADY_SHARE, 0.1, now),
    urgent: createAllowance(READS_PER_MINUTE * URGENT_SHARE, 0.6, now),
    writes: createAllowance(WRITES_PER_MINUTE * WRITE_SHARE, 0.8, now),
    outboxBell: createBell(),
    sendBell: createBell(),
    firstBell: createBell(),
    webhookBell: createBell(),
    readBell: createBell(),
    condition: goodCondition,
    looked: [],
    opened: new Set(),
    accountKnown: false,
    readAt: new Map(),
    announced: new Map(),
    missed: new Map(),
    newestPageReadAt: 0,
    newestPageAt: 0,
    unanswered: new Map(),
    uploads: 0,
    servingSince: now,
    lastAnswerAt: null,
    heard: nothingHeard(now),
  }
}

/** Adopts the limits that the vendor's account has; null or nonsense leaves those of a free plan. */
export function setLimits(vendor: Vendor, { readPerMinute, writePerMinute, countedOverMs }: VendorAccount): void {
  const reads = usable(readPerMinute) ?? READS_PER_MINUTE
  vendor.steady.setRate(reads * STEADY_SHARE, countedOverMs)
  vendor.urgent.setRate(reads * URGENT_SHARE, countedOverMs)
  vendor.writes.setRate((usable(writePerMinute) ?? WRITES_PER_MINUTE) * WRITE_SHARE, countedOverMs)
}

function usable(perMinute: number | null): number | null {
  return perMinute !== null && perMinute >= 1 ? perMinute : null
}

/**
 * Makes one call within its allowance and learns the vendor's condition from how it ended. Waits its turn; throws `ConnectorError`,
 * and the abort reason when `signal` aborts first.
 */
export async function callVendor<T>(
  vendor: Vendor,
  allowance: Allowance,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  return callLearning(vendor, allowance, signal, call, () => true)
}

/** The same for what the inbox does not stand on: that such a call fails tells nothing of the others, unless there were too many. */
export async function callAside<T>(
  vendor: Vendor,
  allowance: Allowance,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  return callLearning(vendor, allowance, signal, call, ({ kind }) => kind === 'rate_limited')
}

/** The same for a read of one conversation: a server that fails at it alone answers 500, and is not down for that. */
export async function callForRow<T>(
  vendor: Vendor,
  allowance: Allowance,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  return callLearning(vendor, allowance, signal, call, ({ status }) => status !== SERVERS_OWN_FAULT)
}

async function callLearning<T>(
  vendor: Vendor,
  allowance: Allowance,
  signal: AbortSignal,
  call: () => Promise<T>,
  isTelling: (error: ConnectorError) => boolean,
): Promise<T> {
  signal.throwIfAborted()
  while (!allowance.take(vendor.now())) {
    await sleep(Math.max(1, allowance.waitMs(vendor.now())), signal)
    signal.throwIfAborted()
  }
  try {
    const answer = await call()
    vendor.condition = goodCondition
    vendor.lastAnswerAt = vendor.now()
    const budget = vendor.connector.budget(allowance === vendor.writes ? 'write' : 'read')
    if (budget !== null) for (const bucket of sameBucket(vendor, allowance)) bucket.atMost(budget.remaining)
    return answer
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof ConnectorError) || !isTelling(error)) throw error
    noteFailure(vendor, error)
    if (error.kind === 'rate_limited') {
      for (const bucket of sameBucket(vendor, allowance)) bucket.pauseUntil(vendor.condition.probeAt)
    }
    throw error
  }
}

/** Learns from a failure how the vendor is doing. */
export function noteFailure(vendor: Vendor, error: ConnectorError): void {
  vendor.condition = afterFailure(vendor.condition, error, vendor.now(), vendor.random())
  if (error.kind === 'auth') vendor.accountKnown = false
}

/** The allowances that draw from the same bucket at the vendor. */
function sameBucket(vendor: Vendor, allowance: Allowance): Allowance[] {
  return allowance === vendor.writes ? [vendor.writes] : [vendor.steady, vendor.urgent]
}

/** Whether the vendor answered last time. While it does not, the reader alone calls it, as a probe. */
export function isReachable(vendor: Vendor): boolean {
  return vendor.condition.state === 'ok' || vendor.condition.state === 'slow'
}
