import type { RequestHandler } from 'msw'
import * as z from 'zod/mini'
import { conversationSearchSchema, matchesSearch } from '#contract/conversation-search.ts'
import { compareSortKeys, conversationPatchSchema } from '#contract/conversation.ts'
import { endpoints } from '#contract/endpoints.ts'
import { listKeyOf } from '#contract/list-key.ts'
import type { Conversation } from '#contract/conversation.ts'
import type { SamePerson } from '#contract/same-person.ts'
import { HttpResponse } from 'msw'
import { makeCounts } from '../builders/counts.ts'
import { answer, refuse } from './answers.ts'
import type { Asked } from './answers.ts'
import type { World } from './world.ts'
import { pageOf } from './page-of.ts'

const idOf = ({ params }: Asked) => String(params['id'])

/** Lists, counts, single conversations, and changes to them. */
export function conversationHandlers(world: World): RequestHandler[] {
  const { model } = world
  const isKnown = (id: string) => model.all().some((conversation) => conversation.id === id)
  const guarded = (make: (asked: Asked) => unknown) => (asked: Asked) =>
    world.session.me === null ? refuse('authentication_required') : make(asked)

  return [
    answer(
      endpoints.countConversations,
      guarded(() => ({ data: makeCounts(model.all(), model.asOf(), Date.now()) })),
    ),
    answer(
      endpoints.listConversations,
      guarded(({ query }) => {
        const { limit, cursor, ...filters } = Object.fromEntries(query)
        const search = z.safeParse(conversationSearchSchema, filters)
        if (!search.success) return refuse('invalid_field_value')
        const now = Date.now()
        const keyOf = (row: Conversation) => listKeyOf(row, search.data.sort, now)
        const found = model
          .all()
          .filter((row) => matchesSearch(row, search.data, world.me.agent?.id ?? null, now))
          .sort((a, b) => compareSortKeys(keyOf(a), keyOf(b)))
        return { ...pageOf(found, limit, cursor), as_of: model.asOf() }
      }),
    ),
    answer(
      endpoints.getConversation,
      guarded((asked) =>
        isKnown(idOf(asked)) ? { data: model.get(idOf(asked)), as_of: model.asOf() } : refuse('resource_not_found'),
      ),
    ),
    answer(
      endpoints.listConversationChanges,
      guarded((asked) => {
        const changes = model
          .events()
          .filter(({ conversation }) => conversation.id === idOf(asked))
          .flatMap((event) => event.changes)
        return { data: changes.filter(({ field }) => field === 'status' || field === 'assignee').toReversed() }
      }),
    ),
    answer(
      endpoints.listSamePerson,
      guarded((asked) => ({ data: peopleLike(model.all(), model.get(idOf(asked))) })),
    ),
    answer(
      endpoints.patchConversation,
      guarded((asked) => patch(world, asked)),
    ),
    answer(
      endpoints.dismissNotices,
      guarded((asked) => ({ data: dismiss(idOf(asked)), as_of: model.asOf() })),
    ),
  ]

  function dismiss(id: string) {
    const { sync } = model.get(id)
    return model.edit(id, { sync: { ...sync, notices: [] } })
  }

  function patch({ me }: World, asked: Asked): unknown {
    const body = z.safeParse(conversationPatchSchema, asked.body)
    if (!body.success) return refuse('invalid_field_value')
    if (!isKnown(idOf(asked))) return refuse('resource_not_found')
    const version = asked.headers.get('if-match')
    const result = model.patch(idOf(asked), {
      body: body.data,
      ifMatch: version === null ? null : Number(version),
      actor: { type: 'agent', id: me.agent?.id ?? '', name: me.agent?.name ?? '' },
      client: asked.headers.get('x-sigap-client'),
    })
    if (result.type === 'conflict') return HttpResponse.json(result.body, { status: 412 })
    const event = model.events().at(-1)
    if (event !== undefined) world.live.send(event)
    return { data: result.conversation, as_of: model.asOf() }
  }
}

/** As the gateway finds them, but that every contact has one conversation. */
function peopleLike(all: readonly Conversation[], { contact, connection }: Conversation): SamePerson[] {
  const others = all.filter((other) => other.connection.id !== connection.id)
  const isSame = (mark: 'phone_number' | 'email') => (other: Conversation) =>
    contact[mark] !== null && other.contact[mark] === contact[mark]
  return others.flatMap((conversation): SamePerson[] => {
    if (isSame('phone_number')(conversation)) return [{ by: 'number', conversation }]
    return isSame('email')(conversation) ? [{ by: 'email', conversation }] : []
  })
}
