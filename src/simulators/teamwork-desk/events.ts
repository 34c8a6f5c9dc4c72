import { iso } from '../kit/clock.ts'
import { findCustomer } from './customers.ts'
import type { DeskEvent, EventCode } from './event-types.ts'
import { threadTypes, type Message } from './messages.ts'
import { listInboxes, listStatuses, listTags, listUsers } from './organisation.ts'
import { tagsOf, type Ticket } from './tickets.ts'
import type { Vendor } from './vendor.ts'

/** A deletion tells its id and nothing else. */
export function ticketDeleted(ticket: Ticket): DeskEvent {
  return { code: 'ticket.deleted', inboxId: ticket.inboxId, body: JSON.stringify({ id: ticket.id }) }
}

/**
 * Anything else that happens to a ticket, in the shape of webhooks, which is not that of the API.
 * @param by the agent who did it, or null for the customer
 */
export function ticketEvent(
  vendor: Vendor,
  code: EventCode,
  ticket: Ticket,
  by: number | null,
  message?: Message,
): DeskEvent {
  const body = {
    ticket: { ...embedded(vendor, ticket), threads: message === undefined ? [] : [thread(message)] },
    ...(by === null ? {} : { eventCreatorId: by }),
  }
  return { code, inboxId: ticket.inboxId, body: JSON.stringify(body) }
}

function embedded(vendor: Vendor, ticket: Ticket) {
  const { store } = vendor
  const { id, subject, preview, isRead, state, createdMs, updatedMs } = ticket
  const customer = findCustomer(vendor, ticket.customerId)
  const agent = listUsers(store).find((user) => user.id === ticket.agentId)
  const status = listStatuses(store).find((one) => one.id === ticket.statusId)
  const tagIds = tagsOf(vendor, [id]).get(id) ?? []
  return {
    id,
    subject,
    previewText: preview,
    isRead,
    state,
    inbox: listInboxes(store).find((inbox) => inbox.id === ticket.inboxId) ?? null,
    customer: customer && {
      id: customer.id,
      firstName: customer.firstName,
      lastName: customer.lastName,
      email: customer.email,
    },
    agent: agent ?? null,
    status: status && { id: status.id, name: status.name, code: status.code },
    priority: { id: 0, name: 'None' },
    tags: listTags(store).filter((tag) => tagIds.includes(tag.id)),
    createdAt: iso(createdMs),
    updatedAt: iso(updatedMs),
  }
}

function thread({ id, ticketId, html, threadType, createdMs }: Message) {
  const type = { id: threadTypes.findIndex((known) => known === threadType) + 1, name: threadType }
  return { id, ticketId, body: html, threadType: type, createdAt: iso(createdMs) }
}
