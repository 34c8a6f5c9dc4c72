import { chatMessageToWire, type Chat, type ChatMessage } from './chats.ts'
import { contactsById, contactToWire, customersById, customerToWire } from './customers.ts'
import { filesOf, fileToWire } from './files.ts'
import { messageToWire, type Message } from './messages.ts'
import { listInboxes, listStatuses, listTags, listUsers, type TicketStatus, type User } from './organisation.ts'
import type { Ticket } from './tickets.ts'
import { tagsOf } from './tickets.ts'
import type { Vendor } from './vendor.ts'

/** What can be asked for beside tickets. Of the last ones this site holds nothing. */
export const ticketIncludes = [
  'customers',
  'contacts',
  'inboxes',
  'messages',
  'users',
  'ticketstatuses',
  'tags',
  'ticketactivities',
  'files',
  'timelogs',
  'customerticketsreads',
] as const
export const chatIncludes = ['contacts', 'conversationmessages', 'customers', 'users'] as const

/** The bodies of what these tickets refer to, as far as they were asked for. */
export function includedWithTickets(
  vendor: Vendor,
  names: ReadonlySet<string>,
  tickets: readonly Ticket[],
  messages: readonly Message[],
) {
  const written = messages.flatMap(({ author }) => (author.type === 'users' ? [author.id] : []))
  const userIds = new Set([...tickets.flatMap(({ agentId }) => agentId ?? []), ...written])
  const statusIds = new Set(tickets.map(({ statusId }) => statusId))
  const inboxIds = new Set(tickets.map(({ inboxId }) => inboxId))
  const tagIds = new Set([...tagsOf(vendor, ids(tickets)).values()].flat())
  const bodies = {
    customers: () => customersById(vendor, unique(tickets.map(({ customerId }) => customerId))).map(customerToWire),
    contacts: () => contactsById(vendor, unique(tickets.map(({ contactId }) => contactId))).map(contactToWire),
    inboxes: () => listInboxes(vendor.store).filter(({ id }) => inboxIds.has(id)),
    messages: () => messages.map(messageToWire),
    users: () => usersToWire(listUsers(vendor.store).filter(({ id }) => userIds.has(id))),
    ticketstatuses: () =>
      listStatuses(vendor.store)
        .filter(({ id }) => statusIds.has(id))
        .map(statusToWire),
    files: () => filesOf(vendor, ids(messages)).map(fileToWire),
    tags: () => listTags(vendor.store).filter(({ id }) => tagIds.has(id)),
  }
  return asked(names, bodies)
}

export function includedWithChats(
  vendor: Vendor,
  names: ReadonlySet<string>,
  chats: readonly Chat[],
  messages: readonly ChatMessage[],
) {
  const contacts = contactsById(vendor, unique(chats.map(({ contactId }) => contactId)))
  const userIds = new Set([...chats.flatMap((chat) => chat.userIds), ...messages.flatMap(({ userId }) => userId ?? [])])
  const bodies = {
    contacts: () => contacts.map(contactToWire),
    customers: () =>
      customersById(vendor, unique(contacts.flatMap(({ customerId }) => customerId ?? []))).map(customerToWire),
    conversationmessages: () => messages.map(chatMessageToWire),
    users: () => usersToWire(listUsers(vendor.store).filter(({ id }) => userIds.has(id))),
  }
  return asked(names, bodies)
}

export function usersToWire(users: readonly User[]) {
  return users.map((user) => ({ ...user, avatarURL: '', isPartTime: false, state: 'active' }))
}

export function statusToWire(status: TicketStatus, displayOrder: number) {
  return { ...status, icon: '', displayOrder }
}

function asked(names: ReadonlySet<string>, bodies: Record<string, () => unknown[]>): Record<string, unknown[]> {
  return Object.fromEntries([...names].map((name) => [name, bodies[name]?.() ?? []]))
}

function ids(rows: readonly { id: number }[]): number[] {
  return rows.map(({ id }) => id)
}

function unique(ids: readonly number[]): number[] {
  return [...new Set(ids)]
}
