import { Hono } from 'hono'
import { z } from 'zod'

import { createCommonControl } from '../kit/control.ts'
import type { Faults } from '../kit/faults.ts'
import type { RequestLog } from '../kit/request-log.ts'
import type { Worker } from '../kit/worker.ts'
import { chatFrom, chatMessagesOf, chatToWire, mustFindChat, type Chat } from './chats.ts'
import { actOnChat, actOnTicket, chatActSchema, chatSchema, placeChat, placeTicket } from './dashboard.ts'
import { ticketActSchema, ticketSchema } from './dashboard.ts'
import { DeskError } from './errors.ts'
import { receiveMessage } from './inbound.ts'
import { messagesOf, messageToWire } from './messages.ts'
import { listInboxes, listStatuses, listTags, listUsers } from './organisation.ts'
import { mustFindTicket, ticketFrom, ticketsToWire, type Ticket } from './tickets.ts'
import type { Vendor } from './vendor.ts'
import type { Webhooks } from './webhooks.ts'

export type ControlParts = { vendor: Vendor; faults: Faults; log: RequestLog; webhooks: Webhooks; worker: Worker }

const limitsSchema = z.strictObject({ requests: z.number().positive() })
const webhooksSchema = z.strictObject({
  hold: z.literal(true).optional(),
  release: z.enum(['as_made', 'reversed']).optional(),
  duplicate: z.int().min(0).optional(),
})
const behaviourSchema = z.strictObject({
  unassign: z.enum(['clears', 'ignored']).exactOptional(),
  chatUsers: z.enum(['written', 'ignored']).exactOptional(),
  inboundToClosed: z.enum(['reopen', 'new']).exactOptional(),
  liveChats: z.boolean().exactOptional(),
})
const inboundSchema = z.strictObject({
  ticket_id: z.int().exactOptional(),
  chat_id: z.int().exactOptional(),
  channel: z.enum(['email', 'chat']).exactOptional(),
  from: z.string().exactOptional(),
  to: z.string().exactOptional(),
  name: z.string().nullable().exactOptional(),
  subject: z.string().exactOptional(),
  text: z.string().exactOptional(),
  html: z.string().exactOptional(),
})

/** `/_sim`: what a test or a demo does to the vendor behind its API's back. No key, never part of the vendor. */
export function createControl({ vendor, faults, log, webhooks, worker }: ControlParts): Hono {
  const app = new Hono().route('/', createCommonControl({ clock: vendor.clock, faults, log, worker }))
  const showTicket = (ticket: Ticket) => ticketsToWire(vendor, [ticket]).wire[0]
  const showChat = (chat: Chat) => chatToWire(chat, chatMessagesOf(vendor, [chat.id]))

  app.put('/limits', async (c) => {
    vendor.limit.setPerMinute(limitsSchema.parse(await c.req.json()).requests)
    return c.json({ requests: vendor.limit.perMinute() })
  })
  app.get('/behaviour', (c) => c.json(vendor.behaviour))
  app.put('/behaviour', async (c) => {
    Object.assign(vendor.behaviour, behaviourSchema.parse(await c.req.json()))
    return c.json(vendor.behaviour)
  })
  app.post('/webhooks', async (c) => {
    const { hold, release, duplicate } = webhooksSchema.parse(await c.req.json())
    if (duplicate !== undefined) webhooks.duplicate(duplicate)
    if (release !== undefined) await webhooks.release(release)
    if (hold) webhooks.hold()
    return c.json({ done: true })
  })

  app.get('/organisation', (c) => {
    const { store, apiKey } = vendor
    const statuses = listStatuses(store)
    return c.json({
      users: listUsers(store),
      inboxes: listInboxes(store),
      statuses,
      tags: listTags(store),
      api_key: apiKey,
    })
  })

  app.get('/tickets', (c) => {
    const rows = vendor.store.all(`select * from tickets where state <> 'deleted' order by updated_ms desc, id desc`)
    return c.json({ data: ticketsToWire(vendor, rows.map(ticketFrom)).wire })
  })
  app.post('/tickets', async (c) =>
    c.json({ data: showTicket(placeTicket(vendor, ticketSchema.parse(await c.req.json()))) }),
  )
  app.get('/tickets/:id', (c) => c.json({ data: showTicket(mustFindTicket(vendor, Number(c.req.param('id')))) }))
  app.get('/tickets/:id/messages', (c) => {
    const { id } = mustFindTicket(vendor, Number(c.req.param('id')))
    return c.json({ data: messagesOf(vendor, [id]).map(messageToWire) })
  })
  app.post('/tickets/:id', async (c) => {
    const after = actOnTicket(vendor, Number(c.req.param('id')), ticketActSchema.parse(await c.req.json()))
    return c.json({ data: after && showTicket(after) })
  })

  app.get('/chats', (c) => {
    const rows = vendor.store.all('select * from chats order by updated_ms desc, id desc')
    return c.json({ data: rows.map((row) => showChat(chatFrom(vendor, row))) })
  })
  app.post('/chats', async (c) => c.json({ data: showChat(placeChat(vendor, chatSchema.parse(await c.req.json()))) }))
  app.get('/chats/:id', (c) => c.json({ data: showChat(mustFindChat(vendor, Number(c.req.param('id')))) }))
  app.post('/chats/:id', async (c) => {
    const act = chatActSchema.parse(await c.req.json())
    return c.json({ data: showChat(actOnChat(vendor, Number(c.req.param('id')), act)) })
  })

  app.post('/inbound', async (c) => {
    const { ticket, chat, customer, message } = receiveMessage(vendor, inboundSchema.parse(await c.req.json()))
    return c.json({
      ...(ticket ? { ticket: showTicket(ticket) } : {}),
      ...(chat ? { chat: showChat(chat) } : {}),
      customer: { id: customer.id, email: customer.email },
      message: { id: message.id },
    })
  })

  app.onError((error) => {
    const status = error instanceof DeskError ? error.status : error instanceof z.ZodError ? 400 : 500
    return Response.json({ error: error.message }, { status })
  })
  return app
}
