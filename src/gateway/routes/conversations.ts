import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints.ts'
import { DEFAULT_LIMIT } from '#contract/conversation-search.ts'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import { guardedFields } from '#contract/conversation.ts'
import type { SortKey } from '#contract/conversation.ts'
import { rowKeyOf } from '#gateway/storage/conversation-order.ts'
import { newestChangesOf } from '#gateway/storage/changes.ts'
import { getConversation } from '#gateway/storage/conversations.ts'
import type { ShownConversation } from '#gateway/storage/conversations.ts'
import type { Connector } from '#connectors/connector.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { activity } from '#gateway/storage/tables/conversation-tables.ts'
import { actorOf } from '#gateway/auth/who.ts'
import type { Who } from '#gateway/auth/who.ts'
import { dismissNotices } from '#gateway/usecases/conversations/dismiss-notices.ts'
import { fail } from '#gateway/usecases/fail.ts'
import { orNotFound } from '#gateway/usecases/conversations/or-not-found.ts'
import { patchConversation } from '#gateway/usecases/conversations/patch-conversation.ts'
import { presentChange } from '#gateway/usecases/conversations/present-change.ts'
import { presentConversation } from '#gateway/usecases/conversations/present-conversation.ts'
import { readConversationPage } from '#gateway/usecases/conversations/read-conversation-page.ts'
import { readCountsAsOf } from '#gateway/usecases/read-present.ts'
import { findSamePerson } from '#gateway/usecases/conversations/same-person.ts'
import type { Cursors } from './plumbing/cursor.ts'
import { clientOf, route } from './plumbing/http.ts'
import type { Env } from './plumbing/http.ts'

export type ConversationDeps = {
  storage: Storage
  cursors: Cursors
  now: () => number
  /** Called with conversations on somebody's screen of which it is not known when was written last. */
  lookedAt: (connectionId: string, ids: readonly string[]) => void
  connectorOf: (connectionId: string) => Connector | undefined
  /** Called when something may be owed to the vendor of a connection. */
  ringOutbox: (connectionId: string) => void
}

/** Of one conversation; a busy one has a few a day. */
const MOST_CHANGES = 200

/** The list, its counts, and one conversation: read, changed, and its notice dismissed. */
export function conversationRoutes(app: Hono<Env>, deps: ConversationDeps): void {
  const { storage, cursors, now } = deps

  route(app, endpoints.listConversations, async ({ query, who }) => {
    const { limit: wanted, cursor, ...search } = query
    const limit = wanted === undefined ? DEFAULT_LIMIT : Number(wanted)
    const me = meOf(who, search)
    const filters = filtersOf(search, me)
    const after = cursor === undefined ? null : readCursor(cursors, cursor, filters)
    const cut = { me, limit: limit + 1, after, now: now() }
    const { rows, asOf } = await readConversationPage(storage, who.workspaceId, search, cut)
    const page = rows.slice(0, limit)
    for (const [connectionId, some] of Map.groupBy(page.filter(isUntold), (row) => row.connection_id))
      deps.lookedAt(
        connectionId,
        some.map((row) => row.id),
      )
    const last = rows.length > limit ? page.at(-1) : undefined
    return {
      data: page.map(presentConversation),
      has_more: last !== undefined,
      next_cursor: last === undefined ? null : cursors.write(rowKeyOf(last, search, cut.now), filters),
      as_of: asOf,
    }
  })

  route(app, endpoints.countConversations, async ({ who }) => ({
    data: await readCountsAsOf(storage, who.workspaceId, now()),
  }))

  route(app, endpoints.getConversation, async ({ who, param }) => {
    const row = orNotFound(await getConversation(storage.db, who.workspaceId, param('id')))
    return { data: presentConversation(row), as_of: row.as_of }
  })

  route(app, endpoints.listConversationChanges, async ({ who, param }) => {
    const row = orNotFound(await getConversation(storage.db, who.workspaceId, param('id')))
    const changes = await newestChangesOf(storage.db, who.workspaceId, row.id, guardedFields, MOST_CHANGES)
    return { data: changes.map(presentChange) }
  })

  route(app, endpoints.listSamePerson, async ({ who, param }) => {
    const row = orNotFound(await getConversation(storage.db, who.workspaceId, param('id')))
    return { data: await findSamePerson(storage, who.workspaceId, row) }
  })

  route(app, endpoints.patchConversation, async ({ c, who, body, param }) => {
    const channelsOf = (connectionId: string) => deps.connectorOf(connectionId)?.channels
    const conversation = await patchConversation(
      { storage, now, channelsOf },
      {
        workspaceId: who.workspaceId,
        id: param('id'),
        patch: body,
        actor: actorOf(who),
        client: clientOf(c),
        ifMatch: versionOf(c.req.header('If-Match')),
      },
    )
    deps.ringOutbox(conversation.connection.id)
    return { data: conversation, as_of: conversation.version }
  })

  route(app, endpoints.dismissNotices, async ({ who, param }) => {
    const conversation = await dismissNotices(deps, {
      workspaceId: who.workspaceId,
      id: param('id'),
      actor: actorOf(who),
    })
    return { data: conversation, as_of: conversation.version }
  })
}

/** What a cursor is bound to: the same filters and sort in whatever order they were asked for, by the same person where that matters. */
export function filtersOf(search: ConversationSearch, me: string | null): string {
  const {
    status,
    contact_id,
    assignee,
    connection,
    channel,
    starred,
    account,
    q,
    window,
    sort = 'last_message',
  } = search
  const whose = assignee === 'me' ? me : null
  const where = [status, contact_id, assignee, connection, channel, starred, account, q, whose, window]
  return JSON.stringify(['conversations', ...where, sort])
}

function isUntold(row: ShownConversation): boolean {
  return row.activity_untold === activity.untold
}

function readCursor(cursors: Cursors, cursor: string, filters: string): SortKey {
  return cursors.read(cursor, filters) ?? fail('invalid_cursor', { param: 'cursor' })
}

/** `assignee=me` means a person; a program has no conversations of its own. */
function meOf(who: Who, search: ConversationSearch): string | null {
  if (who.kind === 'agent') return who.agent.id
  if (search.assignee === 'me')
    fail('invalid_field_value', { param: 'assignee', message: 'An API key has no "me". Name an agent by id.' })
  return null
}

/** A version, written bare or as an entity tag. `*` and no header both mean: apply as sent. */
function versionOf(header: string | undefined): number | null {
  if (header === undefined || header === '*') return null
  const [, tagged, bare] = /^(?:(?:W\/)?"(\d{1,15})"|(\d{1,15}))$/.exec(header.trim()) ?? []
  const digits = tagged ?? bare
  return digits === undefined ? fail('invalid_field_value', { param: 'If-Match' }) : Number(digits)
}
