import { insertChat, insertChatMessage, mustFindChat, saveChat, type Chat, type ChatMessage } from './chats.ts'
import { findCustomer, findCustomerByEmail, insertCustomer, mainContactOf, type Customer } from './customers.ts'
import { invalid, notFound } from './errors.ts'
import { ticketEvent } from './events.ts'
import { insertMessage, type Message } from './messages.ts'
import { codeOf, listInboxes, statusId } from './organisation.ts'
import { insertTicket, mustFindTicket, saveTicket, ticketFrom, type Ticket } from './tickets.ts'
import type { Vendor } from './vendor.ts'
import { previewOf } from './write.ts'

/**
 * A customer's e-mail, or with `channel: 'chat'` what a visitor writes in the chat window. It goes to a ticket or a chat, or comes from an
 * address that may be new; without any of these a new customer writes.
 */
export type CustomerMessage = {
  ticket_id?: number
  chat_id?: number
  channel?: 'email' | 'chat'
  /** The customer's address. */
  from?: string
  /** The inbox written to; the first one unless told otherwise. */
  to?: string
  name?: string | null
  subject?: string
  text?: string
  /** The body as it came, in place of `text`. */
  html?: string
}

export type Received = { ticket?: Ticket; chat?: Chat; customer: Customer; message: Message | ChatMessage }

/** Stores what a customer wrote and, where the vendor does, announces it. */
export function receiveMessage(vendor: Vendor, given: CustomerMessage): Received {
  const isChat = given.chat_id !== undefined || given.channel === 'chat'
  return vendor.store.transaction(() => (isChat ? chatted(vendor, given) : mailed(vendor, given)))
}

function mailed(vendor: Vendor, given: CustomerMessage): Received {
  const html = given.html ?? `<div>${escaped(given.text ?? 'Hello')}</div>`
  const known = given.ticket_id === undefined ? undefined : mustFindTicket(vendor, given.ticket_id)
  const customer = known ? mustFindCustomer(vendor, known.customerId) : senderOf(vendor, given)
  const open = known ?? (given.subject === undefined ? latestOf(vendor, customer.id) : undefined)
  const isLocked = open !== undefined && codeOf(vendor.store, open.statusId) === 'closed'
  const before = isLocked && vendor.behaviour.inboundToClosed === 'new' ? undefined : open
  const { id } = before ?? newTicket(vendor, given, customer, open)
  const author = { type: 'customers', id: customer.id } as const
  const message = insertMessage(vendor, { ticketId: id, threadType: 'message', html, author })
  const now = mustFindTicket(vendor, id)
  const ticket: Ticket = {
    ...now,
    // Spam stays spam, whatever else it has to say.
    statusId: codeOf(vendor.store, now.statusId) === 'spam' ? now.statusId : statusId(vendor.store, 'active'),
    isRead: false,
    archived: false,
    preview: previewOf(html),
    updatedMs: message.createdMs,
  }
  saveTicket(vendor, ticket)
  const code = before === undefined ? 'ticket.created' : 'ticket.customer.reply'
  vendor.emit(ticketEvent(vendor, code, ticket, null, message))
  return { ticket, customer, message }
}

function chatted(vendor: Vendor, given: CustomerMessage): Received {
  const chat = given.chat_id === undefined ? newChat(vendor, given) : mustFindChat(vendor, given.chat_id)
  if (chat.ticketId !== null) throw invalid('chat_id', 'this chat went on as a ticket')
  const said = { chatId: chat.id, contactId: chat.contactId, userId: null, createdMs: vendor.clock.now() }
  const message = insertChatMessage(vendor, { ...said, text: given.text ?? 'Hello' })
  const after = { ...chat, updatedMs: message.createdMs }
  saveChat(vendor, after)
  const row = vendor.store.get('select customer_id from contacts where id = ?', chat.contactId)
  return { chat: after, customer: mustFindCustomer(vendor, Number(row?.['customer_id'])), message }
}

function newChat(vendor: Vendor, given: CustomerMessage): Chat {
  return insertChat(vendor, { contactId: mainContactId(vendor, senderOf(vendor, given)) })
}

function newTicket(vendor: Vendor, given: CustomerMessage, customer: Customer, earlier: Ticket | undefined): Ticket {
  const inboxes = listInboxes(vendor.store)
  const inbox = given.to === undefined ? inboxes[0] : inboxes.find(({ email }) => email === given.to)
  if (!inbox) throw invalid('to', 'is not one of the inboxes')
  return insertTicket(vendor, {
    subject: given.subject ?? earlier?.subject ?? 'Hello',
    preview: '',
    isRead: false,
    agentId: null,
    customerId: customer.id,
    contactId: mainContactId(vendor, customer),
    inboxId: inbox.id,
    statusId: statusId(vendor.store, 'active'),
  })
}

function latestOf(vendor: Vendor, customerId: number): Ticket | undefined {
  const sql = `select * from tickets where customer_id = ? and state <> 'deleted' order by updated_ms desc, id desc limit 1`
  const row = vendor.store.get(sql, customerId)
  return row && ticketFrom(row)
}

function senderOf(vendor: Vendor, given: CustomerMessage): Customer {
  const email = given.from ?? `guest${Math.floor(vendor.random() * 1e8)}@mail.example`
  const known = findCustomerByEmail(vendor, email)
  if (known) return known
  const [firstName = null, ...rest] = given.name?.split(' ') ?? []
  const lastName = rest.length === 0 ? null : rest.join(' ')
  return insertCustomer(vendor, { firstName, lastName, email, phone: null }).customer
}

function mainContactId(vendor: Vendor, customer: Customer): number {
  const contact = mainContactOf(vendor, customer.id)
  if (!contact) throw notFound('contact')
  return contact.id
}

function mustFindCustomer(vendor: Vendor, id: number): Customer {
  const found = findCustomer(vendor, id)
  if (!found) throw notFound('customer')
  return found
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>')
}
