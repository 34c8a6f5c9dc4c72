import type { Hono } from 'hono'
import { openRoutes } from '#contract/endpoints/open-routes.ts'
import { endpoints } from '#contract/endpoints.ts'
import type { Connector } from '#connectors/connector.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { fail } from '#gateway/usecases/fail.ts'
import { heardAs } from '#gateway/usecases/connections/heard.ts'
import type { Heard } from '#gateway/usecases/connections/heard.ts'
import { readConnections } from '#gateway/usecases/read-present.ts'
import { refuseUnserved } from '#gateway/usecases/connections/refuse-unserved.ts'
import { receiveWebhook } from '#gateway/usecases/connections/receive-webhook.ts'
import { honoPath, route } from './plumbing/http.ts'
import type { Env } from './plumbing/http.ts'
import { readBytes, readParam } from './plumbing/read-request.ts'

export type ConnectionRouteDeps = {
  storage: Storage
  now: () => number
  workspaceId: string
  connectorOf: (connectionId: string) => Connector | undefined
  ringWebhooks: (connectionId: string) => void
  noteHeard: (connectionId: string, heard: Heard) => void
  /** What the subscription that we made is signed with. */
  ownWebhookSecrets: (connectionId: string) => Promise<readonly string[]>
}

/** Connected vendors, and the door that their webhooks come in by. */
export function connectionRoutes(app: Hono<Env>, deps: ConnectionRouteDeps): void {
  route(app, endpoints.listConnections, async ({ who }) => ({
    data: await readConnections(deps.storage.db, who.workspaceId),
  }))

  // Stored before it is acknowledged: after the 200 the vendor forgets it.
  app.post(honoPath(openRoutes.webhook.path), async (c) => {
    const connectionId = readParam(c, 'connection')
    const connector = deps.connectorOf(connectionId)
    // After a 404 the vendor gives it up.
    if (connector === undefined) await refuseUnserved(deps.storage.db, deps.workspaceId, connectionId)
    if (connector?.readWebhook === undefined) return fail('resource_not_found')
    const body = await readBytes(c.req.raw)
    const ours = connector.subscribing === undefined ? [] : await deps.ownWebhookSecrets(connectionId)
    const delivery = await connector.readWebhook({ headers: c.req.raw.headers, body }, deps.now(), ours)
    if (delivery === null) {
      deps.noteHeard(connectionId, 'refused')
      return fail('invalid_signature')
    }
    const isNew = await receiveWebhook(deps, { workspaceId: deps.workspaceId, connectionId, delivery })
    deps.noteHeard(connectionId, heardAs(delivery, isNew))
    if (isNew) deps.ringWebhooks(connectionId)
    return c.json({ received: true })
  })
}
