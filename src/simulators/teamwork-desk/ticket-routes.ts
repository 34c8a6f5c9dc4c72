import type { Hono } from 'hono'

import { changeTicket, type TicketChange } from './changes.ts'
import { invalid } from './errors.ts'
import { isAttachable } from './files.ts'
import { newRouter, pathId, readBody, readRef, readWrapped, type DeskEnv } from './http.ts'
import { includedWithTickets, ticketIncludes } from './included.ts'
import { isRecord, type JsonObject } from '../kit/json.ts'
import { messagesFrom, messageToWire, threadTypes, type Message } from './messages.ts'
import { hasUser, keyOwnerId, listStatuses, listTags } from './organisation.ts'
import { readIncludes, readListRequest, readPage } from './paging.ts'
import { mustFindTicket, ticketFields, ticketFrom, ticketsToWire, type Ticket } from './tickets.ts'
import type { Vendor } from './vendor.ts'
import { writeOnTicket } from './write.ts'

const messageFields = { id: { column: 'id', is: 'number' }, createdAt: { column: 'created_ms', is: 'time' } } as const
const listed = { fields: ticketFields, order: 'id desc', includes: ticketIncludes }
const thread = { fields: messageFields, order: 'id asc', includes: ['users', 'customers', 'files'] }

export function ticketRoutes(vendor: Vendor): Hono<DeskEnv> {
  const routes = newRouter()

  routes.get('/tickets.json', (c) => {
    const request = readListRequest(c, listed)
    const archived = c.req.query('archived') === 'true' ? 1 : 0
    const shown = `state <> 'deleted' and archived = ${archived}`
    const { rows, counts } = readPage(vendor.store, 'tickets', request, shown)
    const tickets = rows.map(ticketFrom)
    const { wire, messages } = ticketsToWire(vendor, tickets)
    const included = includedWithTickets(vendor, request.includes, tickets, messages)
    return c.json({ tickets: wire, included, ...counts })
  })

  routes.get('/tickets/:id{[0-9]+\\.json}', (c) => {
    const includes = readIncludes(c.req.query('includes'), ticketIncludes)
    return c.json(one(vendor, mustFindTicket(vendor, pathId(c, 'ticket')), includes))
  })

  routes.patch('/tickets/:id{[0-9]+\\.json}', async (c) => {
    const change = readChange(vendor, await readWrapped(c.req.raw, 'ticket'))
    const before = mustFindTicket(vendor, pathId(c, 'ticket'))
    return c.json(one(vendor, changeTicket(vendor, before, change, keyOwnerId), new Set()))
  })

  routes.get('/tickets/:id{[0-9]+}/messages.json', (c) => {
    const ticket = mustFindTicket(vendor, pathId(c, 'ticket'))
    const request = readListRequest(c, thread)
    const { rows, counts } = readPage(vendor.store, 'messages', request, `ticket_id = ${ticket.id}`)
    const messages = messagesFrom(vendor, rows)
    const included = includedWithTickets(vendor, request.includes, [ticket], messages)
    return c.json({ messages: messages.map(messageToWire), included, ...counts })
  })

  routes.post('/tickets/:id{[0-9]+}/messages.json', async (c) => {
    const body = await readBody(c.req.raw)
    const ticket = mustFindTicket(vendor, pathId(c, 'ticket'))
    return c.json({ message: messageToWire(write(vendor, ticket, body)) }, 201)
  })

  return routes
}

function one(vendor: Vendor, ticket: Ticket, includes: Set<string>) {
  const { wire, messages } = ticketsToWire(vendor, [ticket])
  return { ticket: wire[0], included: includedWithTickets(vendor, includes, [ticket], messages) }
}

/** Fields that nobody documented as writable, `isRead` among them, are passed over. */
function readChange(vendor: Vendor, body: JsonObject): TicketChange {
  const statusId = readRef(body, 'status')
  const agentId = readRef(body, 'agent')
  if (statusId === null) throw invalid('status', 'is required')
  if (statusId !== undefined && !listStatuses(vendor.store).some(({ id }) => id === statusId)) {
    throw invalid('status.id', 'does not exist')
  }
  if (typeof agentId === 'number' && !hasUser(vendor.store, agentId)) throw invalid('agent.id', 'does not exist')
  const unassigns = agentId === null && vendor.behaviour.unassign === 'clears'
  return {
    ...(statusId === undefined ? {} : { statusId }),
    ...(typeof agentId === 'number' || unassigns ? { agentId } : {}),
    ...readTags(vendor, body['tags']),
  }
}

function readTags(vendor: Vendor, given: unknown): Pick<TicketChange, 'addTags' | 'removeTags'> {
  if (given === undefined) return {}
  if (!Array.isArray(given)) throw invalid('tags', 'must be a list')
  const known = new Set(listTags(vendor.store).map(({ id }) => id))
  const addTags: number[] = []
  const removeTags: number[] = []
  for (const [index, tag] of given.entries()) {
    const id: unknown = isRecord(tag) ? tag['id'] : null
    if (typeof id !== 'number' || !known.has(id)) throw invalid(`tags[${index}].id`, 'does not exist')
    const isGoing = isRecord(tag) && isRecord(tag['meta']) && tag['meta']['delete'] === true
    ;(isGoing ? removeTags : addTags).push(id)
  }
  return { addTags, removeTags }
}

function write(vendor: Vendor, ticket: Ticket, body: JsonObject): Message {
  const { message, threadType = 'message', editMethod = 'html' } = body
  if (typeof message !== 'string' || message.trim() === '') throw invalid('message', 'is required')
  if (!threadTypes.some((known) => known === threadType)) throw invalid('threadType', 'is not a thread type')
  if (editMethod !== 'html' && editMethod !== 'markdown') throw invalid('editMethod', 'must be html or markdown')
  return writeOnTicket(
    vendor,
    ticket,
    {
      threadType: String(threadType),
      // Line ends mean nothing in HTML, and the vendor does not keep them.
      html: editMethod === 'html' ? message.replaceAll(/\r?\n/g, '') : markdown(message),
      isDraft: body['isDraft'] === true,
      isPinned: body['isPinned'] === true,
      files: readFiles(vendor, body['files']),
      change: readChange(vendor, { status: body['status'], agent: body['agent'] }),
    },
    keyOwnerId,
  )
}

function readFiles(vendor: Vendor, given: unknown): number[] {
  if (given === undefined) return []
  if (!Array.isArray(given)) throw invalid('files', 'must be a list')
  return given.map((file, index) => {
    const id: unknown = isRecord(file) ? file['id'] : null
    if (typeof id !== 'number' || !isAttachable(vendor, id)) throw invalid(`files[${index}].id`, 'does not exist')
    return id
  })
}

function markdown(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return safe
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
    .join('')
}
