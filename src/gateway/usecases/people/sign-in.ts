import type { Cookies } from '#gateway/auth/accounts.ts'
import { agentByUserId } from '#gateway/storage/agents.ts'
import { fail } from '../fail.ts'
import { limitGuesses } from './guess-limits.ts'
import type { PeopleDeps } from './people-deps.ts'

/**
 * Signs an agent in. Fails with `invalid_credentials`, which never says which of the two was wrong, or with `rate_limit_exceeded`.
 * `address` is where the request came from.
 */
export async function signIn(
  { accounts, guessLimits, storage, workspace, now }: PeopleDeps,
  { email, password, address }: { email: string; password: string; address: string },
): Promise<Cookies> {
  const account = email.trim().toLowerCase()
  const limits = [
    { attempts: guessLimits.accountFromAddress, name: `${address} ${account}` },
    { attempts: guessLimits.account, name: account },
    { attempts: guessLimits.address, name: address },
  ]
  const session = await limitGuesses(limits, now(), () => accounts.signIn(account, password))
  // A user without an agent is what an interrupted first visit leaves behind: a way in to nowhere.
  if (session === null || (await agentByUserId(storage.db, workspace.id, session.userId)) === undefined) {
    return fail('invalid_credentials')
  }
  return session.cookies
}
