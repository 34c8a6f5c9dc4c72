import type { Context } from 'hono'
import type { PeopleDeps } from '#gateway/usecases/people/people-deps.ts'
import type { Env } from '../plumbing/http.ts'
import type { Whereabouts } from '../plumbing/whereabouts.ts'

/** What the routes about people need: the use cases' dependencies, and where requests come from. */
export type PeopleRouteDeps = Whereabouts & { people: PeopleDeps }

/** Where a guess comes from, for counting it. */
export function guesser(c: Context<Env>, { clientAddress }: Whereabouts): string {
  return clientAddress(c) ?? 'no address'
}
