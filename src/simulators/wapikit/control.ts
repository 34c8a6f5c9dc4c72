import { Hono } from 'hono'
import { z } from 'zod'

import { createCommonControl } from '../kit/control.ts'
import type { Faults } from '../kit/faults.ts'
import type { RequestLog } from '../kit/request-log.ts'
import type { Worker } from '../kit/worker.ts'
import { contactToWire } from './contacts.ts'
import { latestConversations, mustFind, statuses } from './conversations.ts'
import { actInDashboard, actSchema, conversationSchema, placeConversation } from './dashboard.ts'
import { VendorError } from './errors.ts'
import { receiveMessage } from './inbound.ts'
import { messagePage } from './messages.ts'
import { listIds, listMembers, organisation } from './organisation.ts'
import { modes, type Vendor } from './vendor.ts'
import { wholeConversation } from './wire.ts'

export type ControlParts = { vendor: Vendor; faults: Faults; log: RequestLog; worker: Worker }

const limit = z.number().positive().exactOptional()
const limitsSchema = z.strictObject({ conversation: limit, organisation: limit, contacts: limit, contact: limit })
const behaviourSchema = z.strictObject({
  mode: z.enum(modes).exactOptional(),
  eventEncoding: z.enum(['msgpack', 'json']).exactOptional(),
  assigneeShown: z.enum(['newest', 'oldest']).exactOptional(),
})
const eventsSchema = z.strictObject({
  hold: z.literal(true).optional(),
  release: z.enum(['as_made', 'reversed']).optional(),
  duplicate: z.int().min(0).optional(),
  corrupt: z.int().min(0).optional(),
  close: z.literal(true).optional(),
})
const inboundSchema = z.strictObject({
  conversation_id: z.string().exactOptional(),
  contact_id: z.string().exactOptional(),
  from: z.string().exactOptional(),
  name: z.string().exactOptional(),
  text: z.string().exactOptional(),
  type: z.string().exactOptional(),
  data: z.record(z.string(), z.unknown()).exactOptional(),
})

/** `/_sim`: what a test or a demo does to the vendor behind its API's back. No key, never part of the vendor. */
export function createControl({ vendor, faults, log, worker }: ControlParts): Hono {
  const app = new Hono().route('/', createCommonControl({ clock: vendor.clock, faults, log, worker }))

  app.put('/limits', async (c) => {
    vendor.limits.setLimits({ ...vendor.limits.limits(), ...limitsSchema.parse(await c.req.json()) })
    return c.json(vendor.limits.limits())
  })
  app.get('/behaviour', (c) => c.json(vendor.behaviour))
  app.put('/behaviour', async (c) => {
    Object.assign(vendor.behaviour, behaviourSchema.parse(await c.req.json()))
    return c.json(vendor.behaviour)
  })
  app.post('/events', async (c) => {
    const { hold, release, duplicate, corrupt, close } = eventsSchema.parse(await c.req.json())
    if (duplicate !== undefined) vendor.streams.duplicate(duplicate)
    if (corrupt !== undefined) vendor.streams.corrupt(corrupt)
    if (release !== undefined) vendor.streams.release(release)
    if (hold) vendor.streams.hold()
    if (close) vendor.streams.close()
    return c.json({ listening: vendor.streams.listening() })
  })

  app.get('/organisation', (c) => {
    const users = listMembers(vendor.store).map(({ id, name, email }) => ({ id, name, email }))
    const [lists, tags] = [listIds(vendor.store, 'contact_lists'), listIds(vendor.store, 'tags')]
    return c.json({ users, accounts: [organisation.phoneNumber], api_key: vendor.apiKey, lists, tags })
  })
  app.get('/conversations', (c) => {
    const status = statuses.find((known) => known === c.req.query('status')) ?? null
    return c.json({ data: latestConversations(vendor, status, -1).map((row) => wholeConversation(vendor, row)) })
  })
  app.post('/conversations', async (c) => {
    return c.json({ data: placeConversation(vendor, conversationSchema.parse(await c.req.json())) })
  })
  app.get('/conversations/:id', (c) => {
    return c.json({ data: wholeConversation(vendor, mustFind(vendor, c.req.param('id'))) })
  })
  app.post('/conversations/:id', async (c) => {
    return c.json({ data: actInDashboard(vendor, c.req.param('id'), actSchema.parse(await c.req.json())) })
  })
  app.get('/conversations/:id/messages', (c) => c.json({ data: messagePage(vendor, c.req.param('id'), -1, 0) }))
  app.post('/inbound', async (c) => {
    const { conversation, contact, message } = receiveMessage(vendor, inboundSchema.parse(await c.req.json()))
    return c.json({
      conversation: wholeConversation(vendor, conversation),
      contact: contactToWire(contact),
      message,
    })
  })

  app.onError((error) => {
    const status = error instanceof VendorError ? error.status : error instanceof z.ZodError ? 400 : 500
    return Response.json({ error: error.message }, { status })
  })
  return app
}
