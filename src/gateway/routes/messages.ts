import type { Hono } from 'hono'
import { endpoints } from '#contract/endpoints.ts'
import type { Connector } from '#connectors/connector.ts'
import { actorOf } from '#gateway/auth/who.ts'
import { getConversation } from '#gateway/storage/conversations.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { activity } from '#gateway/storage/tables/conversation-tables.ts'
import { fail } from '#gateway/usecases/fail.ts'
import { readMessages } from '#gateway/usecases/messages/read-messages.ts'
import type { AskVendor } from '#gateway/usecases/messages/read-messages.ts'
import { discardMessage, retryMessage } from '#gateway/usecases/messages/retry-or-discard.ts'
import { sendMessage } from '#gateway/usecases/messages/send-message.ts'
import type { TemplateShelf } from '#gateway/usecases/messages/template-shelf.ts'
import type { Cursors } from './plumbing/cursor.ts'
import { clientOf, done, route } from './plumbing/http.ts'
import type { Env } from './plumbing/http.ts'
import { idempotencyKeyOf } from './plumbing/idempotency-key.ts'
import { pagesByTime } from './plumbing/pages-by-time.ts'

export type MessageDeps = {
  storage: Storage
  cursors: Cursors
  now: () => number
  askVendor: AskVendor
  connectorOf: (connectionId: string) => Connector | undefined
  templates: TemplateShelf
  /** Where vendors fetch files; null when they cannot. */
  linkBase: string | null
  /** Called when a message is owed to the vendor of a connection. */
  ringSends: (connectionId: string) => void
  /** Called when a thread was shown as it is known here, or whose row has no times yet. */
  opened: (connectionId: string, id: string) => void
}

/** A conversation's thread, page by page, and what is written into it. */
export function messageRoutes(app: Hono<Env>, deps: MessageDeps): void {
  const { storage, connectorOf } = deps

  async function connectionOf(workspaceId: string, conversationId: string): Promise<string> {
    const row = await getConversation(storage.db, workspaceId, conversationId)
    return row?.connection_id ?? fail('resource_not_found')
  }

  route(app, endpoints.listMessages, async ({ query, who, param }) => {
    const conversationId = param('id')
    const pages = pagesByTime(deps.cursors, JSON.stringify(['messages', conversationId]))
    const request = { workspaceId: who.workspaceId, conversationId, ...pages.cutOf(query) }
    const { messages, hasMore, wasAsked } = await readMessages(deps, request)
    const row = await getConversation(storage.db, who.workspaceId, conversationId)
    if (row !== undefined && (!wasAsked || row.activity_untold === activity.untold))
      deps.opened(row.connection_id, conversationId)
    return pages.answer(messages, hasMore)
  })

  route(app, endpoints.sendMessage, async ({ c, who, body, param }) => {
    const key = idempotencyKeyOf(c)
    const { workspaceId } = who
    const connectionId = await connectionOf(workspaceId, param('id'))
    const message = await sendMessage(deps, {
      workspaceId,
      conversationId: param('id'),
      key,
      body,
      actor: actorOf(who),
      client: clientOf(c),
      channels: connectorOf(connectionId)?.channels,
      linkBase: deps.linkBase,
      // A vendor that cannot be asked now is no reason to refuse: it judges the template itself.
      templates: body.template === undefined ? null : await deps.templates.read(connectionId),
    })
    deps.ringSends(connectionId)
    return { data: message }
  })

  route(app, endpoints.retryMessage, async ({ who, param }) => {
    const { workspaceId } = who
    const connectionId = await connectionOf(workspaceId, param('id'))
    const message = await retryMessage(deps, {
      ...messageAt(param, workspaceId),
      actor: actorOf(who),
      channels: connectorOf(connectionId)?.channels,
    })
    deps.ringSends(connectionId)
    return { data: message }
  })

  route(app, endpoints.discardMessage, async ({ who, param }) => {
    await discardMessage(deps, { ...messageAt(param, who.workspaceId), actor: actorOf(who) })
    return done
  })

  route(app, endpoints.listTemplates, async ({ param }) => {
    const connector = connectorOf(param('id'))
    if (connector?.sending?.listTemplates === undefined) return fail('resource_not_found')
    return { data: [...((await deps.templates.read(param('id'))) ?? fail('vendor_unavailable'))] }
  })
}

function messageAt(param: (name: string) => string, workspaceId: string) {
  return { workspaceId, conversationId: param('id'), messageId: param('message_id') }
}
