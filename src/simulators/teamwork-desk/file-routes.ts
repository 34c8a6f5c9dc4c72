import type { Hono } from 'hono'

import { answerDownload, confirmFile, expectFile } from './files.ts'
import { newRouter, pathId, readBody, type DeskEnv } from './http.ts'
import { mustFindTicket } from './tickets.ts'
import type { Vendor } from './vendor.ts'

/** Files on their way in, and out again. */
export function fileRoutes(vendor: Vendor): Hono<DeskEnv> {
  const routes = newRouter()
  routes.post('/files/ref.json', async (c) => c.json(expectFile(vendor, await readBody(c.req.raw), c.req.url), 201))
  routes.patch('/files/:id{[0-9]+\\.json}', (c) => c.json(confirmFile(vendor, pathId(c, 'file'))))
  routes.get('/tickets/:id{[0-9]+}/files/:file{[0-9]+}/download', (c) => {
    const { id } = mustFindTicket(vendor, pathId(c, 'ticket'))
    return answerDownload(vendor, id, Number(c.req.param('file')))
  })
  return routes
}
