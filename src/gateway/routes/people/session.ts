import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints.ts'
import { demoSignIn } from '#gateway/usecases/people/demo-sign-in.ts'
import { fail } from '#gateway/usecases/fail.ts'
import { signIn } from '#gateway/usecases/people/sign-in.ts'
import { done, route } from '../plumbing/http.ts'
import type { Env } from '../plumbing/http.ts'
import { guesser } from './people-route-deps.ts'
import { sendCookies } from '../plumbing/send-cookies.ts'
import { refuseOtherMachines } from '../plumbing/whereabouts.ts'
import type { PeopleRouteDeps } from './people-route-deps.ts'

/** Signing in and out. */
export function sessionRoutes(app: Hono<Env>, deps: PeopleRouteDeps): void {
  route(app, endpoints.signIn, async ({ c, body }) => {
    sendCookies(c, await signIn(deps.people, { ...body, address: guesser(c, deps) }))
    return done
  })

  route(app, endpoints.signInToDemo, async ({ c, body }) => {
    if (deps.people.demo === null) fail('resource_not_found')
    refuseOtherMachines(c, deps)
    sendCookies(c, await demoSignIn(deps.people, body.agent_id))
    return done
  })

  route(app, endpoints.signOut, async ({ c }) => {
    sendCookies(c, await deps.people.accounts.signOut(c.req.raw.headers))
    return done
  })
}
