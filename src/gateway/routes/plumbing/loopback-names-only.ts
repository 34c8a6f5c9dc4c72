import type { MiddlewareHandler } from 'hono'
import type { Address } from '#gateway/auth/origin.ts'
import type { Env } from './http.ts'
import { sendToTheDemo } from './whereabouts.ts'

const LOOPBACK_NAME = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i

/**
 * For the demo, which asks nobody who they are: whoever calls it by another name than a loopback one is refused. Else any site could
 * point a name of its own at 127.0.0.1 and read along with its visitors' browsers.
 */
export function loopbackNamesOnly(address: Address): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!LOOPBACK_NAME.test(c.req.header('Host') ?? '')) sendToTheDemo(address)
    await next()
  }
}
