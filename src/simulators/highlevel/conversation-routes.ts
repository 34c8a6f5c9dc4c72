import type { Hono } from 'hono'

import { changeConversation, mustFindContact, mustFindConversation, type ConversationChange } from './changes.ts'
import { conversationToWire, putToWire, rowToWire } from './conversation-wire.ts'
import { newRouter, ownLocation, traced, type VendorEnv } from './http.ts'
import { check, numberIn, oneOf, optional, readObject, required, type Rules } from './input.ts'
import { searchConversations } from './search.ts'
import type { Vendor } from './vendor.ts'

/** What `feedback` may be is described in the newest version alone. */
function putRules(version: string): Rules {
  return {
    locationId: required('string'),
    unreadCount: optional('number'),
    starred: optional('boolean'),
    feedback: version === 'v3' ? oneOf(['positive', 'negative']) : optional('object'),
  }
}

export function conversationRoutes(vendor: Vendor): Hono<VendorEnv> {
  const routes = newRouter()

  routes.get('/search', (c) => {
    const { rows, total } = searchConversations(vendor, c.req.query())
    ownLocation(vendor, c.req.query('locationId'))
    const conversations = rows.map((row) => rowToWire(vendor, row, mustFindContact(vendor, row.contactId, 'v3')))
    return traced(vendor, c, { conversations, total })
  })

  routes.get('/:id', (c) => {
    const conversation = conversationToWire(vendor, mustFindConversation(vendor, c.req.param('id'), c.var.version))
    const wrapped = vendor.behaviour.conversationShape === 'wrapped'
    return traced(vendor, c, wrapped ? { conversation } : conversation)
  })

  routes.put('/:id', async (c) => {
    const given = check(await readObject(c.req.raw), putRules(c.var.version))
    ownLocation(vendor, given['locationId'])
    const before = mustFindConversation(vendor, c.req.param('id'), c.var.version)
    const unread = numberIn(given, 'unreadCount')
    const { starred, feedback } = given
    const change: ConversationChange = {
      ...(unread === undefined ? {} : { unread: Math.max(0, Math.floor(unread)) }),
      ...(typeof starred === 'boolean' ? { starred } : {}),
      ...(feedback === undefined ? {} : { feedback: JSON.stringify(feedback) }),
    }
    const conversation = putToWire(vendor, changeConversation(vendor, before, change))
    return traced(vendor, c, { success: true, conversation })
  })

  return routes
}
