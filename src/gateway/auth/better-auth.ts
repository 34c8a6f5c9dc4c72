import { kyselyAdapter } from '@better-auth/kysely-adapter'
import type { BetterAuthOptions } from 'better-auth/minimal'
import type { Storage } from '#gateway/storage/storage.ts'

const DAY_SECONDS = 24 * 60 * 60

export type BetterAuthDeps = {
  storage: Pick<Storage, 'db' | 'dialect'>
  /** Signs the session cookie; the same in every gateway of one database. At least 32 characters. */
  secret: string
  publicUrl: string | null
  /** Is told what better-auth logs as an error. */
  onError: (message: string, details: readonly unknown[]) => void
}

/** better-auth as we use it: a library that is called, never an HTTP handler. Only this folder knows that it is there. */
export function betterAuthOptions({ storage, secret, publicUrl, onError }: BetterAuthDeps): BetterAuthOptions {
  const https = publicUrl?.startsWith('https:') === true
  return {
    database: kyselyAdapter(storage.db, { type: storage.dialect }),
    secret,
    baseURL: publicUrl ?? 'http://localhost',
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 128 },
    // A week without use ends a session; a shift, a day off and a weekend do not.
    session: { expiresIn: 7 * DAY_SECONDS, updateAge: DAY_SECONDS },
    advanced: {
      database: { validateSchema: false },
      ipAddress: { disableIpTracking: true },
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: https ? '__Host-sigap_session' : 'sigap_session',
          attributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: https },
        },
      },
    },
    logger: {
      level: 'error',
      log: (_level, message, ...details) => {
        onError(message, details)
      },
    },
  }
}
