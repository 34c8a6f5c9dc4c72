import { z } from 'zod'

import { changeTicket, deleteTicket } from './changes.ts'
import { insertChat, insertChatMessage, mustFindChat, saveChat, type Chat } from './chats.ts'
import { convertChat } from './convert.ts'
import { findCustomerByEmail, insertCustomer, mainContactOf } from './customers.ts'
import { invalid } from './errors.ts'
import { insertMessage, threadTypes } from './messages.ts'
import { hasUser, listInboxes, listUsers, statusId } from './organisation.ts'
import { insertTicket, mustFindTicket, saveTicket, type Ticket } from './tickets.ts'
import type { Vendor } from './vendor.ts'
import { previewOf, writeInChat, writeOnTicket } from './write.ts'

const by = z.int().optional()

/** What an agent does to a ticket in the vendor's own dashboard; `by` is the agent's id. */
export const ticketActSchema = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.enum(['solve', 'close', 'reopen', 'wait', 'hold', 'spam', 'unassign', 'read', 'delete']),
    by,
  }),
  z.strictObject({ act: z.literal('merge'), by }),
  z.strictObject({ act: z.literal('assign'), user_id: z.int(), by }),
  z.strictObject({ act: z.enum(['reply', 'note']), text: z.string().min(1), by }),
  z.strictObject({ act: z.literal('status'), code: z.string(), by }),
])
export type TicketAct = z.infer<typeof ticketActSchema>

const codes = { solve: 'solved', close: 'closed', reopen: 'active', wait: 'waiting', hold: 'on-hold', spam: 'spam' }

/** Does it, and announces it as the vendor would. Null after a deletion. */
export function actOnTicket(vendor: Vendor, id: number, given: TicketAct): Ticket | null {
  const before = mustFindTicket(vendor, id)
  const by = given.by ?? listUsers(vendor.store)[0]?.id ?? 0
  const change = (what: Parameters<typeof changeTicket>[2]): Ticket => changeTicket(vendor, before, what, by)
  switch (given.act) {
    case 'delete':
      deleteTicket(vendor, before)
      return null
    case 'merge':
      saveTicket(vendor, { ...before, state: 'merged', updatedMs: vendor.clock.now() })
      return mustFindTicket(vendor, id)
    case 'assign':
      if (!hasUser(vendor.store, given.user_id)) throw invalid('user_id', 'does not exist')
      return change({ agentId: given.user_id })
    case 'unassign':
      return change({ agentId: null })
    case 'read':
      return change({ isRead: true })
    case 'reply':
    case 'note':
      writeOnTicket(vendor, before, { threadType: given.act === 'note' ? 'note' : 'message', html: given.text }, by)
      return mustFindTicket(vendor, id)
    case 'status':
      return change({ statusId: statusId(vendor.store, given.code) })
    case 'solve':
    case 'close':
    case 'reopen':
    case 'wait':
    case 'hold':
    case 'spam':
    default:
      return change({ statusId: statusId(vendor.store, codes[given.act]) })
  }
}

/** What an agent does to a live chat there. */
export const chatActSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.enum(['delete', 'convert', 'join', 'leave']), by }),
  z.strictObject({ act: z.literal('reply'), text: z.string().min(1), by }),
])
export type ChatAct = z.infer<typeof chatActSchema>

export function actOnChat(vendor: Vendor, id: number, given: ChatAct): Chat {
  const before = mustFindChat(vendor, id)
  const by = given.by ?? listUsers(vendor.store)[0]?.id ?? 0
  const others = before.userIds.filter((user) => user !== by)
  const save = (change: Partial<Chat>): void =>
    saveChat(vendor, { ...before, updatedMs: vendor.clock.now(), ...change })
  if (given.act === 'convert') convertChat(vendor, before, { by })
  else if (given.act === 'reply') writeInChat(vendor, before, given.text, by)
  else if (given.act === 'join') save({ userIds: [...others, by] })
  else if (given.act === 'leave') save({ userIds: others })
  else save({ state: 'deleted', updatedMs: before.updatedMs, deletedMs: vendor.clock.now() })
  return mustFindChat(vendor, id)
}

const time = z.iso.datetime({ offset: true })
const person = z.strictObject({
  first_name: z.string().nullable().default(null),
  last_name: z.string().nullable().default(null),
  email: z.string().nullable().default(null),
  phone: z.string().nullable().default(null),
})

/** A ticket put in place as it should be found, without any webhook. */
export const ticketSchema = z.strictObject({
  subject: z.string().default('A question'),
  status: z.string().default('active'),
  agent: z.int().nullable().default(null),
  inbox: z.int().exactOptional(),
  is_read: z.boolean().default(false),
  archived: z.boolean().default(false),
  customer: person.exactOptional(),
  messages: z
    .array(
      z.strictObject({
        html: z.string(),
        thread_type: z.enum(threadTypes).or(z.string()).default('message'),
        /** An agent; without it, the customer. */
        by: z.int().exactOptional(),
        at: time.exactOptional(),
      }),
    )
    .default([]),
  created_at: time.exactOptional(),
  updated_at: time.exactOptional(),
})
export type PlacedTicket = z.input<typeof ticketSchema>

export function placeTicket(vendor: Vendor, input: PlacedTicket): Ticket {
  const given = ticketSchema.parse(input)
  const createdMs = given.created_at === undefined ? vendor.clock.now() : Date.parse(given.created_at)
  const { customerId, contactId } = whoIs(vendor, given.customer)
  const last = given.messages.at(-1)
  const ticket = insertTicket(vendor, {
    subject: given.subject,
    preview: last === undefined ? '' : previewOf(last.html),
    isRead: given.is_read,
    agentId: given.agent,
    customerId,
    contactId,
    inboxId: given.inbox ?? listInboxes(vendor.store)[0]?.id ?? 0,
    statusId: statusId(vendor.store, given.status),
    archived: given.archived,
    createdMs,
    updatedMs: given.updated_at === undefined ? createdMs : Date.parse(given.updated_at),
  })
  for (const { html, thread_type: threadType, by, at } of given.messages) {
    const author =
      by === undefined ? ({ type: 'customers', id: customerId } as const) : { type: 'users' as const, id: by }
    const saidMs = at === undefined ? createdMs : Date.parse(at)
    insertMessage(vendor, { ticketId: ticket.id, threadType, html, author, createdMs: saidMs })
  }
  return ticket
}

/** A live chat put in place as it should be found. */
export const chatSchema = z.strictObject({
  customer: person.exactOptional(),
  users: z.array(z.int()).default([]),
  ticket_id: z.int().nullable().default(null),
  messages: z
    .array(z.strictObject({ text: z.string(), by: z.int().exactOptional(), at: time.exactOptional() }))
    .default([]),
  created_at: time.exactOptional(),
  updated_at: time.exactOptional(),
})
export type PlacedChat = z.input<typeof chatSchema>

export function placeChat(vendor: Vendor, input: PlacedChat): Chat {
  const given = chatSchema.parse(input)
  const createdMs = given.created_at === undefined ? vendor.clock.now() : Date.parse(given.created_at)
  const { contactId } = whoIs(vendor, given.customer)
  const updatedMs = given.updated_at === undefined ? createdMs : Date.parse(given.updated_at)
  const chat = insertChat(vendor, { contactId, userIds: given.users, ticketId: given.ticket_id, createdMs, updatedMs })
  for (const { text, by, at } of given.messages) {
    const who = by === undefined ? { contactId, userId: null } : { contactId: null, userId: by }
    insertChatMessage(vendor, {
      chatId: chat.id,
      ...who,
      text,
      createdMs: at === undefined ? createdMs : Date.parse(at),
    })
  }
  return chat
}

function whoIs(vendor: Vendor, given: z.output<typeof person> | undefined) {
  const { first_name: firstName = null, last_name: lastName = null, email = null, phone = null } = given ?? {}
  const known = email === null ? undefined : findCustomerByEmail(vendor, email)
  const contact = known && mainContactOf(vendor, known.id)
  if (known && contact) return { customerId: known.id, contactId: contact.id }
  const made = insertCustomer(vendor, { firstName, lastName, email, phone })
  return { customerId: made.customer.id, contactId: made.contact.id }
}
