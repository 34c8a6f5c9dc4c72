import { chatMessagesOf, saveChat, type Chat } from './chats.ts'
import { findContact, findCustomer, insertCustomer } from './customers.ts'
import { invalid } from './errors.ts'
import { ticketEvent } from './events.ts'
import { escaped } from './inbound.ts'
import { insertMessage } from './messages.ts'
import { listInboxes, statusId } from './organisation.ts'
import { insertTicket, type Ticket } from './tickets.ts'
import type { Vendor } from './vendor.ts'
import { previewOf } from './write.ts'

/** Makes a ticket of a chat. From then on nobody can write in the chat. */
export function convertChat(vendor: Vendor, chat: Chat, { subject, by }: { subject?: string; by: number }): Ticket {
  if (chat.ticketId !== null) throw invalid('ticket_id', 'is set already')
  return vendor.store.transaction(() => {
    const customerId = customerOf(vendor, chat)
    const said = chatMessagesOf(vendor, [chat.id])
    const html = said.map(({ text }) => `<p>${escaped(text)}</p>`).join('')
    const ticket = insertTicket(vendor, {
      subject: subject ?? 'Live chat',
      preview: previewOf(html),
      isRead: false,
      agentId: chat.userIds[0] ?? null,
      customerId,
      contactId: chat.contactId,
      inboxId: listInboxes(vendor.store)[0]?.id ?? 0,
      statusId: statusId(vendor.store, 'active'),
    })
    const author = { type: 'customers', id: customerId } as const
    const message = insertMessage(vendor, { ticketId: ticket.id, threadType: 'message', html, author })
    saveChat(vendor, { ...chat, ticketId: ticket.id, updatedMs: vendor.clock.now() })
    vendor.emit(ticketEvent(vendor, 'ticket.created', ticket, by, message))
    return ticket
  })
}

function customerOf(vendor: Vendor, { contactId }: Chat): number {
  const known = findContact(vendor, contactId)?.customerId ?? null
  if (known !== null && findCustomer(vendor, known)) return known
  return insertCustomer(vendor, { firstName: 'Visitor', lastName: null, email: null, phone: null }).customer.id
}
