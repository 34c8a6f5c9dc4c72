import type { Hono } from 'hono'

import { assign, unassign } from './assignments.ts'
import { findContact } from './contacts.ts'
import { mustFind, setStatus, statuses, type Conversation } from './conversations.ts'
import { badRequest, refusal, VendorError } from './errors.ts'
import { idOf, isUuid, limitRate, newRouter, pageOf, readObject, type VendorEnv } from './http.ts'
import { listAsBuilt, listAsDocumented } from './list.ts'
import { allMessages, countUnread, markRead, messageToWire } from './messages.ts'
import { isAsBuilt, type Vendor } from './vendor.ts'
import { conversationToWire, wholeConversation } from './wire.ts'

/** `/conversations` and one conversation, with who it is assigned to. */
export function conversationRoutes(vendor: Vendor): Hono<VendorEnv> {
  const app = newRouter()
  const limited = (route: string) => limitRate(vendor, 'conversation', route)

  app.get('/conversations', limited('/conversations'), (c) => {
    const { page, perPage } = pageOf(c, 50)
    const query = { page, perPage, status: oneOfOrNull(c.req.query('status'), statuses, 'status'), campaignId: null }
    const order = oneOfOrNull(c.req.query('order'), ['asc', 'desc'], 'order') ?? 'desc'
    const campaignId = c.req.query('campaign_id') ?? null
    const { listed, total } = isAsBuilt(vendor)
      ? { listed: listAsBuilt(vendor, { ...query, campaignId }), total: 0 }
      : listAsDocumented(vendor, { ...query, campaignId }, order)
    for (const { conversation } of listed) decodeAttributes(vendor, conversation)
    const conversations = listed.map(({ conversation, assigneeId }) =>
      isAsBuilt(vendor)
        ? conversationToWire(vendor, conversation, {
            assigneeId,
            unread: countUnread(vendor, conversation.id),
            messages: [],
          })
        : wholeConversation(vendor, conversation),
    )
    return c.json({ conversations, paginationMeta: { page, per_page: perPage, total } })
  })

  app.use('/conversation/:id', limited('/conversation/:id'))
  app.get('/conversation/:id', (c) => {
    const conversation = mustFind(vendor, idOf(c))
    if (!isAsBuilt(vendor)) return c.json({ conversation: wholeConversation(vendor, conversation) })
    decodeAttributes(vendor, conversation)
    const messages = allMessages(vendor, conversation.id).map((message) => messageToWire(vendor, message))
    return c.json({ conversation: conversationToWire(vendor, conversation, { assigneeId: null, unread: 0, messages }) })
  })
  app.post('/conversation/:id', async (c) => {
    const id = idOf(c)
    // As built it is a stub: the id is looked at, and nothing else.
    if (isAsBuilt(vendor)) return c.body(null, 200)
    const status = oneOfOrNull((await readObject(c))['status'], statuses, 'status')
    if (status === null) throw badRequest('status is required')
    mustFind(vendor, id)
    setStatus(vendor, id, status)
    return c.json({ conversation: wholeConversation(vendor, mustFind(vendor, id)) })
  })
  app.delete('/conversation/:id', (c) => {
    const id = idOf(c)
    if (isAsBuilt(vendor)) return refusal(vendor, 400, null)
    mustFind(vendor, id)
    setStatus(vendor, id, 'Deleted')
    return c.json({ data: true })
  })

  app.post('/conversation/:id/assign', limited('/conversation/:id/assign'), async (c) => {
    const id = idOf(c)
    const memberId = (await readObject(c))['organizationMemberId']
    if (typeof memberId !== 'string' || !isUuid(memberId)) throw badRequest('invalid organization member id')
    assign(vendor, id, memberId.toLowerCase())
    return c.json({ data: true })
  })
  app.post('/conversation/:id/unassign', limited('/conversation/:id/unassign'), async (c) => {
    const id = idOf(c)
    // As built the body is not read.
    if (!isAsBuilt(vendor) && typeof (await readObject(c))['userId'] !== 'string') {
      throw badRequest('userId is required')
    }
    unassign(vendor, id)
    return c.json({ data: true })
  })
  app.post('/conversation/:id/read', (c) => {
    markRead(vendor, idOf(c))
    return c.json({ isRead: true })
  })
  return app
}

/** As built, a contact without attributes makes whatever shows it crash. */
function decodeAttributes(vendor: Vendor, { contactId }: Conversation): void {
  if (!isAsBuilt(vendor) || findContact(vendor, contactId)?.attributes !== null) return
  throw new VendorError(500, 'runtime error: invalid memory address or nil pointer dereference')
}

function oneOfOrNull<T extends string>(value: unknown, allowed: readonly T[], name: string): T | null {
  if (value === undefined || value === '') return null
  const found = allowed.find((option) => option === value)
  if (found === undefined) throw badRequest(`invalid ${name}`)
  return found
}
