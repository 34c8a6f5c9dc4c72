import type { Accounts } from '#gateway/auth/accounts.ts'
import { bearerKey } from '#gateway/auth/api-key.ts'
import type { KeyFinder } from '#gateway/auth/key-finder.ts'

/** Whether what a long request came in with would still let it in: its key is there, or its session has not ended. Extends nothing. */
export function createStillWelcome(deps: {
  accounts: Pick<Accounts, 'isSignedIn'>
  findKey: KeyFinder
}): (headers: Headers) => Promise<boolean> {
  return async (headers) => {
    const authorization = headers.get('Authorization')
    if (authorization === null) return deps.accounts.isSignedIn(headers)
    const key = bearerKey(authorization)
    return key !== null && (await deps.findKey(key)) !== undefined
  }
}
