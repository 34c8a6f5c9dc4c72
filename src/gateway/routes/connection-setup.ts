import type { Context, Hono } from 'hono'
import { openRoutes } from '#contract/endpoints/open-routes.ts'
import { endpoints } from '#contract/endpoints.ts'
import type { Hub } from '#gateway/live/hub.ts'
import { addConnection, testConnection } from '#gateway/usecases/connections/add-connection.ts'
import { changeConnection } from '#gateway/usecases/connections/change-connection.ts'
import type { ConnectionDeps } from '#gateway/usecases/connections/connection-deps.ts'
import {
  presentVendor,
  quarantineFile,
  readConnectionSetup,
  readQuarantined,
} from '#gateway/usecases/connections/read-connection-setup.ts'
import { removeConnection } from '#gateway/usecases/connections/remove-connection.ts'
import { honoPath, route } from './plumbing/http.ts'
import type { Env } from './plumbing/http.ts'
import { pageAddress } from './plumbing/whereabouts.ts'
import type { Whereabouts } from './plumbing/whereabouts.ts'
import { readParam } from './plumbing/read-request.ts'

export type ConnectionSetupDeps = Pick<Whereabouts, 'address'> & {
  connections: ConnectionDeps
  hub: Pick<Hub, 'refresh'>
}

/** Connecting vendors, and what becomes of connections. Every open page hears of a change at once. */
export function connectionSetupRoutes(app: Hono<Env>, deps: ConnectionSetupDeps): void {
  const { connections, hub, address } = deps
  const setupOf = (c: Context<Env>, id: string) =>
    readConnectionSetup(connections, id, {
      pageAddress: pageAddress(c, deps),
      isPublic: address.publicUrl !== null,
    })

  route(app, endpoints.listVendors, async () => ({ data: connections.kinds.map(presentVendor) }))

  route(app, endpoints.testConnection, async ({ body }) => ({ data: await testConnection(connections, body) }))

  route(app, endpoints.addConnection, async ({ c, body }) => {
    const { id, webhookSecret } = await addConnection(connections, body)
    hub.refresh()
    return { data: { setup: await setupOf(c, id), webhook_secret: webhookSecret } }
  })

  route(app, endpoints.getConnection, async ({ c, param }) => ({ data: await setupOf(c, param('id')) }))

  route(app, endpoints.changeConnection, async ({ c, body, param }) => {
    const { webhookSecret } = await changeConnection(connections, param('id'), body)
    hub.refresh()
    return { data: { setup: await setupOf(c, param('id')), webhook_secret: webhookSecret } }
  })

  route(app, endpoints.removeConnection, async ({ param }) => {
    const outcome = await removeConnection(connections, param('id'))
    hub.refresh()
    return { data: { id: param('id'), ...outcome } }
  })

  route(app, endpoints.listQuarantined, async ({ param }) => ({
    data: await readQuarantined(connections, param('id')),
  }))

  const { path, access, contentType } = openRoutes.quarantine
  app.get(honoPath(path), async (c) => {
    await c.get('plumbing').guard(c, access)
    const id = readParam(c, 'id')
    c.header('Content-Type', contentType)
    c.header('Content-Disposition', 'attachment; filename="unreadable.jsonl"')
    c.header('Cache-Control', 'no-store')
    return c.body(await quarantineFile(connections, id))
  })
}
