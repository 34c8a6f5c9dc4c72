import { isAPIError } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import { betterAuthOptions } from './better-auth.ts'
import type { BetterAuthDeps } from './better-auth.ts'
import { startSession } from './start-session.ts'

/** `Set-Cookie` values to send along with the answer. */
export type Cookies = readonly string[]

/** Who can sign in, with what, and who is signed in. A user here is only a way in; what they may do hangs on their agent. */
export type Accounts = {
  /** Null when e-mail or password is wrong; a wrong e-mail takes as long as a wrong password. */
  signIn(email: string, password: string): Promise<{ userId: string; cookies: Cookies } | null>
  /** Signs a user in without asking for anything. Null when there is no such user. */
  startSession(userId: string): Promise<Cookies | null>
  /** Whose session the request's cookie is, or null for none, an unreadable or an ended one. */
  session(headers: Headers): Promise<{ userId: string; cookies: Cookies } | null>
  /** Whether that session still lasts; it is not extended, since no cookie could go out with the answer. */
  isSignedIn(headers: Headers): Promise<boolean>
  signOut(headers: Headers): Promise<Cookies>
  /** Ends every other session. Null when `current` is not the password. */
  changePassword(headers: Headers, current: string, next: string): Promise<Cookies | null>
  /** Makes the user of this e-mail, or finds them; answers the user's id. Without a password they cannot sign in by themselves. */
  userOf(person: { name: string; email: string }): Promise<string>
  /** Sets the password and ends all sessions of the user. */
  setPassword(userId: string, password: string): Promise<void>
}

/** Accounts as better-auth keeps them. */
export function createAccounts(deps: BetterAuthDeps): Accounts {
  const auth = betterAuth({ ...betterAuthOptions(deps), plugins: [startSession] })
  return {
    signIn: (email, password) =>
      nullWhenRefused(async () => {
        const { response, headers } = await auth.api.signInEmail({ body: { email, password }, returnHeaders: true })
        return { userId: response.user.id, cookies: headers.getSetCookie() }
      }),

    async startSession(userId) {
      const { response, headers } = await auth.api.startSession({ body: { userId }, returnHeaders: true })
      return response.started ? headers.getSetCookie() : null
    },

    session: (headers) =>
      nullWhenRefused(async () => {
        const found = await auth.api.getSession({ headers: onlyCookie(headers), returnHeaders: true })
        return found.response && { userId: found.response.user.id, cookies: found.headers.getSetCookie() }
      }),

    async isSignedIn(headers) {
      const query = { disableRefresh: true }
      const found = await nullWhenRefused(() => auth.api.getSession({ headers: onlyCookie(headers), query }))
      return found !== null
    },

    async signOut(headers) {
      const out = await auth.api.signOut({ headers: onlyCookie(headers), returnHeaders: true })
      return out.headers.getSetCookie()
    },

    changePassword: (headers, currentPassword, newPassword) =>
      nullWhenRefused(async () => {
        const body = { currentPassword, newPassword, revokeOtherSessions: true }
        const changed = await auth.api.changePassword({ body, headers: onlyCookie(headers), returnHeaders: true })
        return changed.headers.getSetCookie()
      }),

    async userOf({ name, email }) {
      const { internalAdapter } = await auth.$context
      const found = await internalAdapter.findUserByEmail(email)
      if (found !== null) return found.user.id
      const user = await internalAdapter.createUser({ name, email, emailVerified: true }, { method: 'invitation' })
      return user.id
    },

    async setPassword(userId, password) {
      const { internalAdapter, password: scrypt } = await auth.$context
      const hash = await scrypt.hash(password)
      const account = await internalAdapter.findCredentialAccount(userId)
      if (account === null) {
        await internalAdapter.linkAccount({ userId, providerId: 'credential', accountId: userId, password: hash })
      } else {
        await internalAdapter.updateAccount(account.id, { password: hash })
      }
      await internalAdapter.deleteUserSessions(userId)
    },
  }
}

// Nothing else of the request is better-auth's business, and an Authorization header never signs anybody in here.
function onlyCookie(headers: Headers): Headers {
  return new Headers({ cookie: headers.get('cookie') ?? '' })
}

/** A 4xx of better-auth means that it refuses; anything else is a fault and stays one. */
async function nullWhenRefused<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return null
    throw error
  }
}
