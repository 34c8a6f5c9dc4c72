import { changeTicket, type TicketChange } from './changes.ts'
import { insertChatMessage, saveChat, type Chat, type ChatMessage } from './chats.ts'
import { ticketEvent } from './events.ts'
import { insertMessage, plain, type Message } from './messages.ts'
import { mustFindTicket, saveTicket, type Ticket } from './tickets.ts'
import type { Vendor } from './vendor.ts'

const previewLength = 160

export type Writing = {
  threadType: string
  html: string
  isDraft?: boolean
  isPinned?: boolean
  files?: number[]
  change?: TicketChange
}

/**
 * An agent writes on a ticket. A reply goes to the customer by e-mail and cannot be called back; a note and a draft do not leave.
 * @param by the agent
 */
export function writeOnTicket(vendor: Vendor, before: Ticket, writing: Writing, by: number): Message {
  const { threadType, html, isDraft = false, isPinned = false, files = [], change = {} } = writing
  return vendor.store.transaction(() => {
    const author = { type: 'users', id: by } as const
    const message = insertMessage(vendor, { ticketId: before.id, threadType, html, author, isDraft, isPinned, files })
    if (Object.keys(change).length > 0) changeTicket(vendor, before, change, by)
    const now = mustFindTicket(vendor, before.id)
    const isReply = threadType === 'message' && !isDraft
    saveTicket(vendor, {
      ...now,
      archived: false,
      ...(isReply ? { isRead: true, preview: previewOf(html) } : {}),
      updatedMs: vendor.clock.now(),
    })
    const after = mustFindTicket(vendor, before.id)
    if (isReply) {
      vendor.emit(ticketEvent(vendor, 'ticket.agent.reply', after, by, message))
      for (const notice of vendor.onAnswered) notice({ kind: 'ticket', id: after.id })
    } else if (threadType === 'note') vendor.emit(ticketEvent(vendor, 'ticket.note', after, by, message))
    return message
  })
}

/** An agent writes in a live chat, which only the vendor's own window can do. */
export function writeInChat(vendor: Vendor, chat: Chat, text: string, by: number): ChatMessage {
  const userIds = chat.userIds.includes(by) ? chat.userIds : [...chat.userIds, by]
  saveChat(vendor, { ...chat, userIds, updatedMs: vendor.clock.now() })
  const said = { chatId: chat.id, contactId: null, userId: by, text, createdMs: vendor.clock.now() }
  const message = insertChatMessage(vendor, said)
  for (const notice of vendor.onAnswered) notice({ kind: 'chat', id: chat.id })
  return message
}

export function previewOf(html: string): string {
  return plain(html).slice(0, previewLength)
}
