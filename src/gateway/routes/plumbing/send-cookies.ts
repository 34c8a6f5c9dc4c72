import type { Context } from 'hono'
import type { Cookies } from '#gateway/auth/accounts.ts'

/** Sends cookies along with the answer. */
export function sendCookies(c: Context, cookies: Cookies): void {
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true })
}
