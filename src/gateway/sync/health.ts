import type { ConnectorError } from '#connectors/connector-error.ts'
import type { ConnectionHealth } from '#gateway/usecases/connections/connection-health.ts'

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 15_000
/** A refused key is tried again now and then: somebody may have mended it at the vendor. */
const REFUSED_WAIT_MS = 30_000

/** What the worker knows of the vendor's condition. `failures`: probes in a row without an answer; they space out the next ones. */
export type Condition = Pick<ConnectionHealth, 'state' | 'problem'> & { failures: number; probeAt: number }

/** The condition before the first call, and after every call that the vendor answered. */
export const goodCondition: Condition = { state: 'ok', problem: null, failures: 0, probeAt: 0 }

/**
 * The condition after a call that failed. A refusal of one request says nothing about the vendor; only what would meet every
 * request alike does: no answer, too many calls, a key it does not accept. `chance` is from 0 to 1 and spreads the probes.
 */
export function afterFailure(before: Condition, error: ConnectorError, now: number, chance: number): Condition {
  const sinceMs = before.problem?.code === error.code ? before.problem.sinceMs : now
  const problem = { code: error.code, message: error.message, sinceMs }
  if (error.kind === 'auth') {
    return { state: 'refused', problem, failures: 0, probeAt: now + spread(REFUSED_WAIT_MS, chance) }
  }
  if (error.kind === 'rate_limited') {
    const probeAt = now + atLeast(error.retryAfterMs ?? FIRST_WAIT_MS, chance)
    return { state: 'slow', problem, failures: 0, probeAt }
  }
  if (error.kind === 'unreachable') {
    // Calls that were under way together fail together; only a probe that failed makes the next one wait longer.
    if (before.state === 'down' && now < before.probeAt) return before
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** before.failures)
    return { state: 'down', problem, failures: before.failures + 1, probeAt: now + spread(wait, chance) }
  }
  return before
}

/** A wait of at most `ms`, so that several callers do not come back at the same moment. Whole milliseconds; `chance` from 0 to 1. */
export function spread(ms: number, chance: number): number {
  return Math.ceil(ms * (0.75 + chance / 4))
}

/** A wait of `ms` that was asked for, or a little longer. */
export function atLeast(ms: number, chance: number): number {
  return Math.ceil(ms * (1 + chance / 4))
}
