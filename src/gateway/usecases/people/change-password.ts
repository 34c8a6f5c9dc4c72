import type { Cookies } from '#gateway/auth/accounts.ts'
import { fail } from '../fail.ts'
import { limitGuesses } from './guess-limits.ts'
import type { PeopleDeps } from './people-deps.ts'

/**
 * Changes one's own password and ends every other session. Fails with `invalid_field_value` for `current` when that is not the password,
 * or with `rate_limit_exceeded`: a session left open somewhere must not become a place to guess.
 */
export async function changePassword(
  { accounts, guessLimits, now }: PeopleDeps,
  { agentId, headers, current, next }: { agentId: string; headers: Headers; current: string; next: string },
): Promise<Cookies> {
  const limits = [{ attempts: guessLimits.accountFromAddress, name: `change ${agentId}` }]
  const cookies = await limitGuesses(limits, now(), () => accounts.changePassword(headers, current, next))
  return (
    cookies ??
    fail('invalid_field_value', {
      param: 'current',
      message: 'This is not your current password. Try again, or ask the owner for a reset link.',
    })
  )
}
