import type { Hono } from 'hono'

import { isRecord, type JsonObject } from '../kit/json.ts'
import { chatFields, chatFrom, chatMessagesOf, chatToWire, mustFindChat, saveChat, type Chat } from './chats.ts'
import { convertChat } from './convert.ts'
import { findContact } from './customers.ts'
import { DeskError, invalid } from './errors.ts'
import { newRouter, pathId, readBody, readWrapped, type DeskEnv } from './http.ts'
import { chatIncludes, includedWithChats } from './included.ts'
import { hasUser, keyOwnerId } from './organisation.ts'
import { readIncludes, readListRequest, readPage } from './paging.ts'
import type { Vendor } from './vendor.ts'

const listed = { fields: chatFields, order: 'id desc', includes: chatIncludes }

export function chatRoutes(vendor: Vendor): Hono<DeskEnv> {
  const routes = newRouter()

  routes.use('/conversations*', async (_, next) => {
    if (!vendor.behaviour.liveChats) throw new DeskError(403, 'live chat is not part of this plan')
    await next()
  })

  routes.get('/conversations.json', (c) => {
    const request = readListRequest(c, listed)
    const { rows, counts } = readPage(vendor.store, 'chats', request)
    const chats = rows.map((row) => chatFrom(vendor, row))
    const messages = chatMessagesOf(
      vendor,
      chats.map(({ id }) => id),
    )
    const included = includedWithChats(vendor, request.includes, chats, messages)
    return c.json({ conversations: chats.map((chat) => chatToWire(chat, messages)), included, ...counts })
  })

  routes.get('/conversations/:id{[0-9]+\\.json}', (c) => {
    const includes = readIncludes(c.req.query('includes'), chatIncludes)
    return c.json(one(vendor, mustFindChat(vendor, pathId(c, 'conversation')), includes))
  })

  routes.patch('/conversations/:id{[0-9]+\\.json}', async (c) => {
    const body = await readWrapped(c.req.raw, 'conversation')
    const before = mustFindChat(vendor, pathId(c, 'conversation'))
    const after = { ...before, ...readChange(vendor, body), updatedMs: vendor.clock.now() }
    const isGone = after.state === 'deleted' && before.state !== 'deleted'
    // The moment of the last update stays as it was when a record is deleted.
    saveChat(vendor, isGone ? { ...after, updatedMs: before.updatedMs, deletedMs: vendor.clock.now() } : after)
    return c.json(one(vendor, mustFindChat(vendor, before.id), new Set()))
  })

  routes.post('/conversations/:id{[0-9]+}/convert.json', async (c) => {
    const body = await readBody(c.req.raw)
    const chat = mustFindChat(vendor, pathId(c, 'conversation'))
    const ticket = convertChat(vendor, chat, {
      ...(typeof body['subject'] === 'string' ? { subject: body['subject'] } : {}),
      by: keyOwnerId,
    })
    return c.json({ ticket: { id: ticket.id, type: 'tickets' } }, 201)
  })

  return routes
}

function one(vendor: Vendor, chat: Chat, includes: Set<string>) {
  const messages = chatMessagesOf(vendor, [chat.id])
  return { conversation: chatToWire(chat, messages), included: includedWithChats(vendor, includes, [chat], messages) }
}

/** Every property that is given is written, the plumbing too: nothing protects a caller who sends it back. */
function readChange(vendor: Vendor, body: JsonObject): Partial<Chat> {
  const { state, ticket_id: ticketId, contactId, token, socket_id: socketId, users } = body
  if (state !== undefined && state !== 'active' && state !== 'deleted') throw invalid('state', 'is not a state')
  if (ticketId !== undefined && !Number.isSafeInteger(ticketId)) throw invalid('ticket_id', 'must be a whole number')
  if (contactId !== undefined && findContact(vendor, Number(contactId)) === undefined) {
    throw invalid('contactId', 'does not exist')
  }
  return {
    ...(state === undefined ? {} : { state }),
    ...(ticketId === undefined ? {} : { ticketId: Number(ticketId) === 0 ? null : Number(ticketId) }),
    ...(contactId === undefined ? {} : { contactId: Number(contactId) }),
    ...(typeof token === 'string' ? { token } : {}),
    ...(typeof socketId === 'string' ? { socketId } : {}),
    ...(users === undefined || vendor.behaviour.chatUsers === 'ignored' ? {} : { userIds: readUsers(vendor, users) }),
  }
}

function readUsers(vendor: Vendor, given: unknown): number[] {
  if (!Array.isArray(given)) throw invalid('users', 'must be a list')
  return given.map((user: unknown, index) => {
    const id = isRecord(user) ? user['id'] : null
    if (typeof id !== 'number' || !hasUser(vendor.store, id)) throw invalid(`users[${index}].id`, 'does not exist')
    return id
  })
}
