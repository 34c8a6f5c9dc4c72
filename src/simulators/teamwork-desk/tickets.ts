import { iso } from '../kit/clock.ts'
import { integer, integerOrNull, text, type Row } from '../kit/store.ts'
import { notFound } from './errors.ts'
import type { Fields } from './filter.ts'
import { insertedId } from './inserted.ts'
import { messagesOf, type Message } from './messages.ts'
import { ref, refOrNull } from './refs.ts'
import type { Vendor } from './vendor.ts'

export type Ticket = {
  id: number
  subject: string
  preview: string
  state: string
  isRead: boolean
  agentId: number | null
  customerId: number
  contactId: number
  inboxId: number
  statusId: number
  /** Solved or closed for so long that only those who ask for the archive meet it. */
  archived: boolean
  createdMs: number
  updatedMs: number
}

export type NewTicket = Omit<Ticket, 'id' | 'state' | 'archived' | 'createdMs' | 'updatedMs'> & Partial<Ticket>

/** The documented fields. This site measures no times and rates no spam. */
export const ticketFields: Fields = {
  id: { column: 'id', is: 'number' },
  agent: { column: 'agent_id', is: 'number' },
  contact: { column: 'contact_id', is: 'number' },
  customer: { column: 'customer_id', is: 'number' },
  inbox: { column: 'inbox_id', is: 'number' },
  status: { column: 'status_id', is: 'number' },
  state: { column: 'state', is: 'text' },
  subject: { column: 'subject', is: 'text' },
  previewText: { column: 'preview', is: 'text' },
  createdAt: { column: 'created_ms', is: 'time' },
  updatedAt: { column: 'updated_ms', is: 'time' },
  businesshours: null,
  company: null,
  deletedAt: null,
  deletedBy: null,
  happinessSurveySentAt: null,
  originalRecipient: null,
  priority: null,
  resolutionTimeMins: null,
  responseTimeMins: null,
  source: null,
  spam_rules: null,
  spam_score: null,
  type: null,
  updatedBy: null,
}

export function insertTicket(vendor: Vendor, given: NewTicket): Ticket {
  const createdMs = given.createdMs ?? vendor.clock.now()
  const filled = { state: 'active', archived: false, createdMs, updatedMs: createdMs, ...given }
  const { id: wanted } = given
  vendor.store.insert('tickets', {
    ...(wanted === undefined ? {} : { id: wanted }),
    ...changeable(filled),
    customer_id: filled.customerId,
    contact_id: filled.contactId,
    created_ms: createdMs,
  })
  return { ...filled, id: wanted ?? insertedId(vendor.store) }
}

export function saveTicket(vendor: Vendor, ticket: Ticket): void {
  vendor.store.update('tickets', ticket.id, changeable(ticket))
}

function changeable(ticket: Omit<Ticket, 'id'>) {
  return {
    subject: ticket.subject,
    preview: ticket.preview,
    state: ticket.state,
    is_read: ticket.isRead ? 1 : 0,
    agent_id: ticket.agentId,
    inbox_id: ticket.inboxId,
    status_id: ticket.statusId,
    archived: ticket.archived ? 1 : 0,
    updated_ms: ticket.updatedMs,
  }
}

/** A ticket that is there; one that was deleted is not. */
export function mustFindTicket(vendor: Vendor, id: number): Ticket {
  const row = vendor.store.get(`select * from tickets where id = ? and state <> 'deleted'`, id)
  if (!row) throw notFound('ticket')
  return ticketFrom(row)
}

export function ticketFrom(row: Row): Ticket {
  return {
    id: integer(row, 'id'),
    subject: text(row, 'subject'),
    preview: text(row, 'preview'),
    state: text(row, 'state'),
    isRead: row['is_read'] === 1,
    agentId: integerOrNull(row, 'agent_id'),
    customerId: integer(row, 'customer_id'),
    contactId: integer(row, 'contact_id'),
    inboxId: integer(row, 'inbox_id'),
    statusId: integer(row, 'status_id'),
    archived: row['archived'] === 1,
    createdMs: integer(row, 'created_ms'),
    updatedMs: integer(row, 'updated_ms'),
  }
}

/** The tags of all these tickets, by ticket. */
export function tagsOf(vendor: Vendor, ticketIds: readonly number[]): Map<number, number[]> {
  const sql = 'select * from ticket_tags where ticket_id in (select value from json_each(?)) order by tag_id'
  const tags = new Map<number, number[]>()
  for (const row of vendor.store.all(sql, JSON.stringify(ticketIds))) {
    const ticketId = integer(row, 'ticket_id')
    tags.set(ticketId, [...(tags.get(ticketId) ?? []), integer(row, 'tag_id')])
  }
  return tags
}

export type WireTicket = ReturnType<typeof ticketToWire>

/** Tickets as the API shows them; what they refer to is included elsewhere. */
export function ticketsToWire(vendor: Vendor, tickets: readonly Ticket[]): { wire: WireTicket[]; messages: Message[] } {
  const ids = tickets.map(({ id }) => id)
  const messages = messagesOf(vendor, ids)
  const byTicket = Map.groupBy(messages, ({ ticketId }) => ticketId)
  const tags = tagsOf(vendor, ids)
  return {
    wire: tickets.map((ticket) => ticketToWire(ticket, byTicket.get(ticket.id) ?? [], tags.get(ticket.id) ?? [])),
    messages,
  }
}

function ticketToWire(ticket: Ticket, messages: readonly Message[], tags: readonly number[]) {
  return {
    id: ticket.id,
    subject: ticket.subject,
    previewText: ticket.preview,
    state: ticket.state,
    isRead: ticket.isRead,
    // Notes are not counted.
    messageCount: messages.filter(({ threadType }) => threadType === 'message').length,
    agent: refOrNull('users', ticket.agentId),
    customer: ref('customers', ticket.customerId),
    contact: ref('contacts', ticket.contactId),
    inbox: ref('inboxes', ticket.inboxId),
    status: ref('ticketstatuses', ticket.statusId),
    priority: { id: 0, type: 'ticketpriorities' },
    source: { id: 1, type: 'ticketsources' },
    tags: tags.map((id) => ref('tags', id)),
    messages: messages.map(({ id, threadType }) => ({ ...ref('messages', id), meta: { threadType } })),
    cc: [],
    bcc: [],
    createdAt: iso(ticket.createdMs),
    updatedAt: iso(ticket.updatedMs),
  }
}
