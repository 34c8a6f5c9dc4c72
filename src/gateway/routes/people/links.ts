import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints.ts'
import { lookAtLink, useLink } from '#gateway/usecases/people/use-link.ts'
import { done, route } from '../plumbing/http.ts'
import type { Env } from '../plumbing/http.ts'
import { sendCookies } from '../plumbing/send-cookies.ts'
import type { PeopleRouteDeps } from './people-route-deps.ts'

/** One-time links, for whoever holds one. */
export function linkRoutes(app: Hono<Env>, { people }: PeopleRouteDeps): void {
  route(app, endpoints.getLink, async ({ param }) => ({ data: await lookAtLink(people, param('token')) }))

  route(app, endpoints.useLink, async ({ c, body, param }) => {
    sendCookies(c, await useLink(people, { token: param('token'), password: body.password }))
    return done
  })
}
