import type { Hono } from 'hono'
import { firstMessageEndpoints } from '#contract/endpoints/first-messages.ts'
import type { Connector } from '#connectors/connector.ts'
import { actorOf } from '#gateway/auth/who.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import {
  discardFirstMessage,
  listFirstMessages,
  retryFirstMessage,
} from '#gateway/usecases/messages/own-first-messages.ts'
import { startConversation } from '#gateway/usecases/messages/start-conversation.ts'
import type { TemplateShelf } from '#gateway/usecases/messages/template-shelf.ts'
import { clientOf, done, route } from './plumbing/http.ts'
import type { Env } from './plumbing/http.ts'
import { idempotencyKeyOf } from './plumbing/idempotency-key.ts'

export type FirstMessageDeps = {
  storage: Storage
  now: () => number
  connectorOf: (connectionId: string) => Connector | undefined
  templates: TemplateShelf
  /** Called when a message is owed to the vendor of a connection. */
  ringSends: (connectionId: string) => void
}

/** Writing to a number for the first time, and what became of it. */
export function firstMessageRoutes(app: Hono<Env>, deps: FirstMessageDeps): void {
  route(app, firstMessageEndpoints.startConversation, async ({ c, who, body }) => {
    const started = await startConversation(deps, {
      workspaceId: who.workspaceId,
      key: idempotencyKeyOf(c),
      body,
      actor: actorOf(who),
      client: clientOf(c),
      channels: deps.connectorOf(body.connection)?.channels,
      // A vendor that cannot be asked now is no reason to refuse: it judges the template itself.
      templates: await deps.templates.read(body.connection),
    })
    deps.ringSends(body.connection)
    return { data: started }
  })

  route(app, firstMessageEndpoints.listFirstMessages, async ({ who }) => ({
    data: await listFirstMessages(deps, { workspaceId: who.workspaceId, actor: actorOf(who) }),
  }))

  route(app, firstMessageEndpoints.retryFirstMessage, async ({ who, param }) => {
    const { workspaceId } = who
    const message = await retryFirstMessage(deps, { workspaceId, id: param('id'), actor: actorOf(who) })
    deps.ringSends(message.connection_id)
    return { data: message }
  })

  route(app, firstMessageEndpoints.discardFirstMessage, async ({ who, param }) => {
    await discardFirstMessage(deps, { workspaceId: who.workspaceId, id: param('id'), actor: actorOf(who) })
    return done
  })
}
