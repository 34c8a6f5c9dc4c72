import { createAttempts } from '#gateway/auth/attempts.ts'
import type { Attempts } from '#gateway/auth/attempts.ts'
import { fail } from '../fail.ts'

const QUARTER_HOUR_MS = 15 * 60 * 1000

/** Who guesses what, each with its own count. */
export type GuessLimits = {
  /** One address at one account. Low, because it is what an honest person hits. */
  accountFromAddress: Attempts
  /** All addresses at one account. High, or anybody could lock an agent out. */
  account: Attempts
  /** One address at all accounts. High, because a whole team may share an address. */
  address: Attempts
  setupCode: Attempts
}

export function createGuessLimits(): GuessLimits {
  return {
    accountFromAddress: createAttempts({ limit: 10, windowMs: QUARTER_HOUR_MS }),
    account: createAttempts({ limit: 100, windowMs: QUARTER_HOUR_MS }),
    address: createAttempts({ limit: 100, windowMs: QUARTER_HOUR_MS }),
    setupCode: createAttempts({ limit: 10, windowMs: QUARTER_HOUR_MS }),
  }
}

/**
 * Makes a guess count against its limits unless it is right. Answers what `guess` answers, null being a wrong one; fails with
 * `rate_limit_exceeded` before guessing when there were too many.
 */
export async function limitGuesses<T>(
  limits: readonly { attempts: Attempts; name: string }[],
  now: number,
  guess: () => Promise<T | null>,
): Promise<T | null> {
  const wait = Math.max(...limits.map(({ attempts, name }) => attempts.wait(name, now)))
  if (wait > 0) fail('rate_limit_exceeded', { retryAfterSeconds: Math.ceil(wait / 1000) })
  for (const { attempts, name } of limits) attempts.count(name, now)
  const right = await guess()
  if (right !== null) for (const { attempts, name } of limits) attempts.forgive(name)
  return right
}
