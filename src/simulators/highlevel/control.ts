import { Hono } from 'hono'
import { z } from 'zod'

import { createCommonControl } from '../kit/control.ts'
import type { Faults } from '../kit/faults.ts'
import type { RequestLog } from '../kit/request-log.ts'
import type { Worker } from '../kit/worker.ts'
import { changeContact, mustFindContact, mustFindConversation } from './changes.ts'
import { contactToWire } from './contacts.ts'
import { rowToWire } from './conversation-wire.ts'
import type { Conversation } from './conversations.ts'
import {
  actInDashboard,
  actSchema,
  contactChangeSchema,
  conversationSchema,
  messageType,
  placeConversation,
} from './dashboard.ts'
import { VendorError } from './errors.ts'
import { receiveMessage } from './inbound.ts'
import { listUsers, location, userToWire } from './location.ts'
import { listMessages, messageToWire } from './messages.ts'
import { searchConversations } from './search.ts'
import type { Vendor } from './vendor.ts'
import type { Webhooks } from './webhooks.ts'

export type ControlParts = {
  vendor: Vendor
  faults: Faults
  log: RequestLog
  webhooks: Webhooks
  worker: Worker
  publicKey: string
}

const limitsSchema = z.strictObject({ burst: z.int().positive(), daily: z.int().positive() })
const webhooksSchema = z.strictObject({
  /** Where the app takes its webhooks; null: nowhere. */
  url: z.url().nullable().optional(),
  hold: z.literal(true).optional(),
  release: z.enum(['as_made', 'reversed']).optional(),
  duplicate: z.int().min(0).optional(),
})
const behaviourSchema = z.strictObject({
  messageShape: z.enum(['live', 'spec']).exactOptional(),
  rowShape: z.enum(['live', 'spec']).exactOptional(),
  conversationShape: z.enum(['spec', 'wrapped']).exactOptional(),
  webhookShape: z.enum(['flat', 'data']).exactOptional(),
  ownerIsAssignee: z.boolean().exactOptional(),
  maxPage: z.int().positive().exactOptional(),
})
const inboundSchema = z.strictObject({
  conversation_id: z.string().exactOptional(),
  contact_id: z.string().exactOptional(),
  from: z.string().exactOptional(),
  email: z.string().exactOptional(),
  name: z.string().nullable().exactOptional(),
  type: messageType.exactOptional(),
  text: z.string().exactOptional(),
  html: z.string().exactOptional(),
  subject: z.string().exactOptional(),
  attachments: z.array(z.string()).exactOptional(),
  joins: z.boolean().exactOptional(),
})

/** `/_sim`: what a test or a demo does to the vendor behind its API's back. No key, never part of the vendor. */
export function createControl({ vendor, faults, log, webhooks, worker, publicKey }: ControlParts): Hono {
  const app = new Hono().route('/', createCommonControl({ clock: vendor.clock, faults, log, worker }))
  const shown = (conversation: Conversation) =>
    rowToWire(
      { ...vendor, behaviour: { ...vendor.behaviour, rowShape: 'live' } },
      conversation,
      mustFindContact(vendor, conversation.contactId, 'v3'),
    )

  app.put('/limits', async (c) => {
    vendor.limits.setLimits(limitsSchema.parse(await c.req.json()))
    return c.json(vendor.limits.limits())
  })
  app.get('/behaviour', (c) => c.json(vendor.behaviour))
  app.put('/behaviour', async (c) => {
    Object.assign(vendor.behaviour, behaviourSchema.parse(await c.req.json()))
    return c.json(vendor.behaviour)
  })
  app.post('/webhooks', async (c) => {
    const { url, hold, release, duplicate } = webhooksSchema.parse(await c.req.json())
    if (url !== undefined) webhooks.setAddress(url)
    if (duplicate !== undefined) webhooks.duplicate(duplicate)
    if (release !== undefined) await webhooks.release(release)
    if (hold) webhooks.hold()
    return c.json({ done: true })
  })

  app.get('/organisation', (c) =>
    c.json({
      ...location,
      users: listUsers(vendor.store).map(userToWire),
      api_key: vendor.apiKey,
      webhook_url: webhooks.address(),
      webhook_public_key: publicKey,
    }),
  )
  app.get('/conversations', (c) => {
    const { rows } = searchConversations(
      { ...vendor, behaviour: { ...vendor.behaviour, maxPage: 1e9 } },
      { locationId: vendor.locationId, limit: '1000000000', ...c.req.query() },
    )
    return c.json({ data: rows.map(shown) })
  })
  app.post('/conversations', async (c) => {
    const placed = placeConversation(vendor, conversationSchema.parse(await c.req.json()))
    return c.json({ data: shown(placed) })
  })
  app.get('/conversations/:id', (c) => c.json({ data: shown(mustFindConversation(vendor, c.req.param('id'), 'v3')) }))
  app.post('/conversations/:id', async (c) => {
    const after = actInDashboard(vendor, c.req.param('id'), actSchema.parse(await c.req.json()))
    return c.json({ data: after && shown(after) })
  })
  app.get('/conversations/:id/messages', (c) => {
    const query = { conversationId: c.req.param('id'), types: [], after: null, limit: -1 }
    return c.json({ data: listMessages(vendor, query).map((message) => messageToWire(vendor, message)) })
  })
  app.get('/contacts/:id', (c) =>
    c.json({ data: contactToWire(vendor, mustFindContact(vendor, c.req.param('id'), 'v3')) }),
  )
  app.post('/contacts/:id', async (c) => {
    const given = contactChangeSchema.parse(await c.req.json())
    const after = changeContact(vendor, mustFindContact(vendor, c.req.param('id'), 'v3'), given)
    return c.json({ data: contactToWire(vendor, after) })
  })
  app.post('/inbound', async (c) => {
    const { conversation, message } = receiveMessage(vendor, inboundSchema.parse(await c.req.json()))
    return c.json({ conversation: shown(conversation), message: messageToWire(vendor, message) })
  })

  app.onError((error) => {
    const status = error instanceof VendorError ? error.status : error instanceof z.ZodError ? 400 : 500
    return Response.json({ error: error.message }, { status })
  })
  return app
}
