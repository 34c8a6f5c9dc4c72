import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints.ts'
import { createOwner } from '#gateway/usecases/people/create-owner.ts'
import { showDoor } from '#gateway/usecases/people/show-door.ts'
import { done, route } from '../plumbing/http.ts'
import type { Env } from '../plumbing/http.ts'
import { guesser } from './people-route-deps.ts'
import { sendCookies } from '../plumbing/send-cookies.ts'
import { isAtThisMachine } from '../plumbing/whereabouts.ts'
import type { PeopleRouteDeps } from './people-route-deps.ts'

/** What one meets before anybody is signed in: the door, and on an empty database the first visit. */
export function ownerRoutes(app: Hono<Env>, deps: PeopleRouteDeps): void {
  route(app, endpoints.getDoor, async ({ c }) => ({ data: await showDoor(deps.people, isAtThisMachine(c, deps)) }))

  route(app, endpoints.createOwner, async ({ c, body }) => {
    sendCookies(c, await createOwner(deps.people, { ...body, address: guesser(c, deps) }))
    return done
  })
}
