import type { Hono } from 'hono'

import { parseIso } from '../kit/clock.ts'
import { badField, notFound } from './errors.ts'
import { newRouter, page, single, type VendorEnv } from './http.ts'
import { hasIdShape } from '../kit/ids.ts'
import { oneOf, readObject } from './input.ts'
import { mediaLocation } from './media.ts'
import { findMessage, listMessages, messageStatuses, messageToWire } from './messages.ts'
import { directions, type Message } from './message-row.ts'
import { cutPage, readPageRequest } from './paging.ts'
import { sendMessage } from './send.ts'
import type { Vendor } from './vendor.ts'

export function messageRoutes(vendor: Vendor): Hono<VendorEnv> {
  const routes = newRouter()

  routes.get('/', (c) => {
    const query = c.req.query()
    const { conversation_id: conversationId, direction, status, created_after: after, created_before: before } = query
    if (conversationId !== undefined && !hasIdShape('cnv', conversationId)) {
      throw badField('conversation_id', 'Not a conversation id.')
    }
    if (direction !== undefined) oneOf(direction, directions, 'direction')
    if (status !== undefined) oneOf(status, messageStatuses, 'status')
    const createdAfter = readTime(after, 'created_after')
    const createdBefore = readTime(before, 'created_before')
    const request = readPageRequest(c, vendor.cursors, 'messages', { conversationId, direction, status, after, before })
    const filters = { conversationId, direction, status, createdAfter, createdBefore }
    const rows = listMessages(vendor, filters, request.after, request.limit + 1)
    const { data, ...rest } = cutPage(rows, request, vendor.cursors, ({ createdMs, id }) => ({ sort: createdMs, id }))
    return page(c, { data: data.map(messageToWire), ...rest })
  })

  routes.get('/:id', (c) => single(c, messageToWire(mustFind(vendor, c.req.param('id')))))

  routes.get('/:id/media', (c) => {
    const { content, createdMs } = mustFind(vendor, c.req.param('id'))
    const url = content['media_url']
    // Documented: not found, too, while the vendor is still fetching it from Meta.
    const isFetched = vendor.clock.now() >= createdMs + vendor.behaviour.mediaAfterMs
    if (typeof url !== 'string' || !isFetched) throw notFound('media')
    return c.redirect(mediaLocation(url, new URL(c.req.url)), 302)
  })

  routes.post('/', async (c) => single(c, messageToWire(sendMessage(vendor, await readObject(c.req.raw))), 202))

  return routes
}

function readTime(given: string | undefined, param: string): number | undefined {
  if (given === undefined) return undefined
  const ms = parseIso(given)
  if (ms === null) throw badField(param, `${param} must be an ISO 8601 date-time.`)
  return ms
}

function mustFind(vendor: Vendor, id: string): Message {
  const found = findMessage(vendor, id)
  if (!found) throw notFound('message')
  return found
}
