import { Hono } from 'hono'
import { z } from 'zod'

import { contactToWire } from './contacts.ts'
import { conversationToWire, listConversations } from './conversations.ts'
import { actInDashboard, actSchema, contactChangeSchema, conversationSchema, placeConversation } from './dashboard.ts'
import { errorStatus, VendorError } from './errors.ts'
import { createCommonControl } from '../kit/control.ts'
import type { Faults } from '../kit/faults.ts'
import { receiveMessage } from './inbound.ts'
import { changeContact, mustFind } from './changes.ts'
import { messageToWire } from './messages.ts'
import { listAccounts, listUsers } from './organisation.ts'
import type { RequestLog } from '../kit/request-log.ts'
import type { Vendor } from './vendor.ts'
import type { Webhooks } from './webhooks.ts'
import type { Worker } from '../kit/worker.ts'

export type ControlParts = { vendor: Vendor; faults: Faults; log: RequestLog; webhooks: Webhooks; worker: Worker }

const limitsSchema = z.strictObject({ read: z.number().positive(), write: z.number().positive() })
const webhooksSchema = z.strictObject({
  hold: z.literal(true).optional(),
  release: z.enum(['as_made', 'reversed']).optional(),
  duplicate: z.int().min(0).optional(),
})
const inboundSchema = z.strictObject({
  conversation_id: z.string().exactOptional(),
  contact_id: z.string().exactOptional(),
  from: z.string().exactOptional(),
  to: z.string().exactOptional(),
  name: z.string().nullable().exactOptional(),
  text: z.string().exactOptional(),
  type: z.string().exactOptional(),
  content: z.record(z.string(), z.unknown()).exactOptional(),
})

/** `/_sim`: what a test or a demo does to the vendor behind its API's back. No key, never part of the vendor. */
export function createControl({ vendor, faults, log, webhooks, worker }: ControlParts): Hono {
  const app = new Hono().route('/', createCommonControl({ clock: vendor.clock, faults, log, worker }))

  app.put('/limits', async (c) => {
    vendor.limits.setLimits(limitsSchema.parse(await c.req.json()))
    return c.json(vendor.limits.limits())
  })
  app.post('/webhooks', async (c) => {
    const { hold, release, duplicate } = webhooksSchema.parse(await c.req.json())
    if (duplicate !== undefined) webhooks.duplicate(duplicate)
    if (release !== undefined) await webhooks.release(release)
    if (hold) webhooks.hold()
    return c.json({ done: true })
  })

  app.get('/organisation', (c) => {
    const accounts = listAccounts(vendor.store).map(({ phoneNumber }) => phoneNumber)
    return c.json({ users: listUsers(vendor.store), accounts, api_key: vendor.apiKey })
  })
  app.get('/conversations', (c) => {
    const rows = listConversations(vendor, { status: c.req.query('status') }, null, -1)
    return c.json({ data: rows.map(conversationToWire) })
  })
  app.post('/conversations', async (c) => {
    const placed = placeConversation(vendor, conversationSchema.parse(await c.req.json()))
    return c.json({ data: conversationToWire(placed) })
  })
  app.get('/conversations/:id', (c) => c.json({ data: conversationToWire(mustFind(vendor, c.req.param('id'))) }))
  app.post('/conversations/:id', async (c) => {
    const after = actInDashboard(vendor, c.req.param('id'), actSchema.parse(await c.req.json()))
    return c.json({ data: after && conversationToWire(after) })
  })
  app.post('/contacts/:id', async (c) => {
    const given = contactChangeSchema.parse(await c.req.json())
    return c.json({ data: contactToWire(changeContact(vendor, c.req.param('id'), given)) })
  })
  app.post('/inbound', async (c) => {
    const { conversation, contact, message } = receiveMessage(vendor, inboundSchema.parse(await c.req.json()))
    return c.json({
      conversation: conversationToWire(mustFind(vendor, conversation.id)),
      contact: contactToWire(contact),
      message: { ...messageToWire(message), wamid: message.wamid },
    })
  })

  app.onError((error) => {
    const status = error instanceof VendorError ? errorStatus(error.code) : error instanceof z.ZodError ? 400 : 500
    return Response.json({ error: error.message }, { status })
  })
  return app
}
