import type { JsonObject } from '../kit/json.ts'
import type { Hono } from 'hono'

import { changeConversation, mustFind, type ConversationChange } from './changes.ts'
import { conversationPosition, conversationToWire, listConversations, statuses } from './conversations.ts'
import { badField, missingField } from './errors.ts'
import { newRouter, page, single, type VendorEnv } from './http.ts'
import { hasIdShape } from '../kit/ids.ts'
import { oneOf, readObject } from './input.ts'
import { hasUser } from './organisation.ts'
import { cutPage, readPageRequest } from './paging.ts'
import type { Vendor } from './vendor.ts'

export function conversationRoutes(vendor: Vendor): Hono<VendorEnv> {
  const routes = newRouter()

  routes.get('/', (c) => {
    const given = c.req.query('status')
    const status = given === undefined ? undefined : oneOf(given, statuses, 'status')
    const contactId = c.req.query('contact_id')
    if (contactId !== undefined && !hasIdShape('ctc', contactId)) throw badField('contact_id', 'Not a contact id.')
    const request = readPageRequest(c, vendor.cursors, 'conversations', { status, contactId })
    const rows = listConversations(vendor, { status, contactId }, request.after, request.limit + 1)
    const { data, ...rest } = cutPage(rows, request, vendor.cursors, conversationPosition)
    return page(c, { data: data.map(conversationToWire), ...rest })
  })

  routes.get('/:id', (c) => single(c, conversationToWire(mustFind(vendor, c.req.param('id')))))

  routes.patch('/:id', async (c) => {
    const change = readChange(vendor, await readObject(c.req.raw))
    const before = mustFind(vendor, c.req.param('id'))
    return single(c, conversationToWire(changeConversation(vendor, before, change, null)))
  })

  return routes
}

// Fields the documents do not name are ignored, which makes a body of only such fields an empty one.
function readChange(vendor: Vendor, { status, assigned_to: assignee }: JsonObject): ConversationChange {
  if (status === undefined && assignee === undefined) throw missingField('status')
  const change: ConversationChange = status === undefined ? {} : { status: oneOf(status, statuses, 'status') }
  if (assignee === undefined) return change
  if (assignee !== null && (typeof assignee !== 'string' || !hasUser(vendor.store, assignee))) {
    throw badField('assigned_to', 'assigned_to must be the id of a user of this organization, or null.')
  }
  return { ...change, assigneeId: assignee }
}
