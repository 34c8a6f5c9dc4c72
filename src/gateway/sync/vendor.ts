import { ConnectorError } from '#connectors/connector-error.ts'
import type { Connector } from '#connectors/connector.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { createAllowance } from './allowance.ts'
import type { Allowance } from './allowance.ts'
import { createBell } from './bell.ts'
import type { Bell } from './bell.ts'
import { afterFailure, goodCondition } from './health.ts'
import type { Condition } from './health.ts'

/** Until the vendor tells its limits, the documented ones of a free plan. */
const READS_PER_MINUTE = 600
const WRITES_PER_MINUTE = 60
/** What we spend of the vendor's limits: the steady reading, what agents wait for, and writes. The rest is left to others. */
const STEADY_SHARE = 0.6
const URGENT_SHARE = 0.3
const WRITE_SHARE = 0.9

export type Log = { info(fields: object, message: string): void; warn(fields: object, message: string): void }

/** Everything that sync knows of one connection while this process serves it. */
export type Vendor = {
  workspaceId: string
  connection: { id: string; name: string; channel: string }
  connector: Connector
  /** The vendor tells us of changes; else we only poll. */
  hasWebhooks: boolean
  storage: Storage
  now: () => number
  random: () => number
  log: Log
  steady: Allowance
  urgent: Allowance
  writes: Allowance
  /** Rung when the outbox has something new, when a webhook was stored, and when a read became wanted. */
  outboxBell: Bell
  webhookBell: Bell
  readBell: Bell
  condition: Condition
  /** When the last read of a conversation began, by vendor id. */
  readAt: Map<string, number>
  /** Conversations to be read singly, by vendor id. */
  rereads: Set<string>
  /** When the newest page is wanted next, epoch ms. */
  newestPageAt: number
  /** When the vendor last answered, epoch ms; null before the first time. */
  lastAnswerAt: number | null
}

export function createVendor(
  given: Pick<
    Vendor,
    'workspaceId' | 'connection' | 'connector' | 'hasWebhooks' | 'storage' | 'now' | 'random' | 'log'
  >,
): Vendor {
  const now = given.now()
  return {
    ...given,
    steady: createAllowance(READS_PER_MINUTE * STEADY_SHARE, 0.1, now),
    urgent: createAllowance(READS_PER_MINUTE * URGENT_SHARE, 0.6, now),
    writes: createAllowance(WRITES_PER_MINUTE * WRITE_SHARE, 0.8, now),
    outboxBell: createBell(),
    webhookBell: createBell(),
    readBell: createBell(),
    condition: goodCondition,
    readAt: new Map(),
    rereads: new Set(),
    newestPageAt: 0,
    lastAnswerAt: null,
  }
}

/** Adopts the limits that the vendor's account has. */
export function setLimits(vendor: Vendor, readPerMinute: number | null, writePerMinute: number | null): void {
  vendor.steady.setRate((readPerMinute ?? READS_PER_MINUTE) * STEADY_SHARE)
  vendor.urgent.setRate((readPerMinute ?? READS_PER_MINUTE) * URGENT_SHARE)
  vendor.writes.setRate((writePerMinute ?? WRITES_PER_MINUTE) * WRITE_SHARE)
}

/**
 * Makes one call within its allowance and learns the vendor's condition from how it ended. Waits its turn; throws `ConnectorError`,
 * and the abort reason when `signal` ends the waiting.
 */
export async function callVendor<T>(
  vendor: Vendor,
  allowance: Allowance,
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  while (!allowance.take(vendor.now())) {
    await createBell().wait(Math.max(1, allowance.waitMs(vendor.now())), signal)
    signal.throwIfAborted()
  }
  try {
    const answer = await call()
    vendor.condition = goodCondition
    vendor.lastAnswerAt = vendor.now()
    return answer
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof ConnectorError)) throw error
    vendor.condition = afterFailure(vendor.condition, error, vendor.now(), vendor.random())
    if (error.kind === 'rate_limited') allowance.pauseUntil(vendor.condition.probeAt)
    throw error
  }
}

/** Whether the vendor may be called: it answered last time, or the next probe is due. */
export function isReachable(vendor: Vendor): boolean {
  return vendor.condition.state === 'ok' || vendor.condition.state === 'slow'
}
