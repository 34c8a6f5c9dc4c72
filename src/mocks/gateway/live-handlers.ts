import { http } from 'msw'
import type { RequestHandler } from 'msw'
import { endpoints } from '#contract/endpoints.ts'
import { answer, refuse } from './answers.ts'
import type { World } from './world.ts'

/** The stream, and the same as pages for whoever was away. */
export function liveHandlers({ live, model, session }: World): RequestHandler[] {
  return [
    http.get('*/v1/live', ({ request }) => {
      if (session.me === null) return refuse('authentication_required')
      return live.isAllowed()
        ? live.open(Number(new URL(request.url).searchParams.get('since')))
        : refuse('service_unavailable')
    }),
    answer(endpoints.listChanges, ({ query }) => {
      const since = Number(query.get('since'))
      return { data: model.events().filter((event) => event.seq > since), as_of: model.asOf(), has_more: false }
    }),
  ]
}
