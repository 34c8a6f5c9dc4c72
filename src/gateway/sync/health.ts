import type { ConnectorError } from '#connectors/connector-error.ts'
import type { ConnectionHealth } from '#gateway/usecases/connection-health.ts'

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 15_000
/** A refused key is tried again now and then: somebody may have mended it at the vendor. */
const REFUSED_WAIT_MS = 30_000

/** What the worker knows of the vendor's condition. `failures` in a row decide how long until the next probe. */
export type Condition = Pick<ConnectionHealth, 'state' | 'problem'> & { failures: number; probeAt: number }

/** The condition before the first call, and after every call that the vendor answered. */
export const goodCondition: Condition = { state: 'ok', problem: null, failures: 0, probeAt: 0 }

/**
 * The condition after a call that failed. A refusal of one request says nothing about the vendor; only what would meet every
 * request alike does: no answer, too many calls, a key it does not accept. `chance` is from 0 to 1 and spreads the probes.
 */
export function afterFailure(before: Condition, error: ConnectorError, now: number, chance: number): Condition {
  const jitter = 0.75 + chance / 2
  const problem = (code: string) => ({
    code,
    message: error.message,
    sinceMs: before.problem?.code === code ? before.problem.sinceMs : now,
  })
  const failures = before.failures + 1
  if (error.kind === 'auth') {
    return { state: 'refused', problem: problem(error.code), failures, probeAt: now + REFUSED_WAIT_MS * jitter }
  }
  if (error.kind === 'rate_limited') {
    const wait = error.retryAfterMs ?? FIRST_WAIT_MS
    return { state: 'slow', problem: problem(error.code), failures, probeAt: now + wait * (1 + chance / 4) }
  }
  if (error.kind === 'unreachable') {
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** before.failures)
    return { state: 'down', problem: problem(error.code), failures, probeAt: now + wait * jitter }
  }
  return before
}
