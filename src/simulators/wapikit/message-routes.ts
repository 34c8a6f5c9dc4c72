import type { Hono } from 'hono'

import { mustFind } from './conversations.ts'
import { idOf, limitRate, newRouter, pageOf, readObject, type VendorEnv } from './http.ts'
import { answerMedia, takeFile } from './media.ts'
import { countMessages, messagePage, messageToWire } from './messages.ts'
import { readNewMessage, sendMessage } from './send.ts'
import { isAsBuilt, type Vendor } from './vendor.ts'

/** A conversation's messages and their files. */
export function messageRoutes(vendor: Vendor): Hono<VendorEnv> {
  const app = newRouter()
  app.use('/conversation/:id/messages', limitRate(vendor, 'conversation', '/conversation/:id/messages'))

  app.get('/conversation/:id/messages', (c) => {
    const id = idOf(c)
    const { page, perPage } = pageOf(c, 200)
    const messages = messagePage(vendor, id, perPage, (page - 1) * perPage)
    // The number is counted with the rows, so that a page without rows has none.
    const total = messages.length === 0 ? 0 : countMessages(vendor, id)
    return c.json({
      messages: messages.map((message) => messageToWire(vendor, message)),
      paginationMeta: { page, per_page: perPage, total },
    })
  })
  app.post('/conversation/:id/messages', async (c) => {
    const id = idOf(c)
    const given = readNewMessage(vendor, await readObject(c))
    const message = sendMessage(vendor, mustFind(vendor, id), given)
    return c.json({ message: messageToWire(vendor, message) })
  })
  // The pages have another word for it than the published server.
  const uploads = isAsBuilt(vendor) ? '/conversation/:id/media' : '/conversation/:id/upload'
  app.post(uploads, limitRate(vendor, 'media', '/conversation/:id/media'), async (c) => {
    const { id } = mustFind(vendor, idOf(c))
    return c.json(await takeFile(vendor, id, c.req.raw))
  })
  // In no page of the documents, and used by the vendor's own dashboard.
  app.get('/conversation/:id/media/:mediaId', (c) => answerMedia(vendor, idOf(c), c.req.param('mediaId')))
  return app
}
