import {
  insertConversation,
  conversationOf,
  findConversation,
  saveConversation,
  type Conversation,
} from './conversations.ts'
import type { Contact } from './contacts.ts'
import { insertEmail, lastEmailOf, type Email } from './emails.ts'
import { messageEvent, unreadEvent } from './events.ts'
import { location } from './location.ts'
import { conversationType, internalComment, isActivity, isEmailType } from './message-types.ts'
import { insertMessage, type NewMessage } from './messages.ts'
import type { Message } from './message-row.ts'
import type { Vendor } from './vendor.ts'

/** Something that was said, or happened, in a conversation. */
export type Said = Pick<NewMessage, 'type' | 'direction'> &
  Partial<Pick<Message, 'body' | 'attachments' | 'source' | 'userId' | 'status' | 'createdMs'>> & {
    /** Of an e-mail: its HTML, else `body` is taken as its text. */
    html?: string
    subject?: string
    /** An e-mail that joins the row of the one before it. */
    joins?: boolean
    /** Neither counted as unread nor announced: it was there before anybody looked. */
    silent?: boolean
  }

export type Recorded = { conversation: Conversation; message: Message; email: Email | null }

/** A contact has one conversation in its location. */
export function conversationFor(vendor: Vendor, contact: Contact, type: string): Conversation {
  const known = conversationOf(vendor, contact.id)
  const assignedTo = vendor.behaviour.ownerIsAssignee ? contact.assignedTo : null
  return known ?? insertConversation(vendor, { contactId: contact.id, type: conversationType(type), assignedTo })
}

/** Writes it down, moves the conversation, and announces both. */
export function recordMessage(vendor: Vendor, { id }: Pick<Conversation, 'id'>, said: Said): Recorded {
  const before = findConversation(vendor, id)
  if (!before) throw new TypeError(`There is no conversation ${id}.`)
  const joined = said.joins === true ? lastEmailOf(vendor, id) : undefined
  const { html: _, subject: __, joins: ___, silent, ...given } = said
  const message = insertMessageOf(vendor, before, given, joined)
  const email = isEmailType(said.type) ? recordEmail(vendor, before, message, said) : null
  const after = moved(before, { ...message, createdMs: email?.createdMs ?? message.createdMs }, said)
  saveConversation(vendor, after)
  if (silent !== true) announce(vendor, before, after, message, email)
  return { conversation: after, message, email }
}

function insertMessageOf(
  vendor: Vendor,
  { id, contactId }: Conversation,
  given: Said,
  joined: Email | undefined,
): Message {
  const message = { conversationId: id, contactId, ...given }
  if (joined === undefined) return insertMessage(vendor, message)
  const createdMs = vendor.clock.now()
  return {
    status: null,
    body: '',
    attachments: [],
    source: null,
    userId: null,
    createdMs,
    ...message,
    id: joined.messageId,
  }
}

function recordEmail(vendor: Vendor, conversation: Conversation, message: Message, said: Said): Email {
  const last = lastEmailOf(vendor, conversation.id)
  const row = vendor.store.get('select email from contacts where id = ?', conversation.contactId)
  const theirs = String(row?.['email'] ?? 'customer@mail.example')
  const ours = `${location.name} <halo@tokojakarta.example>`
  const inbound = said.direction === 'inbound'
  return insertEmail(vendor, {
    messageId: message.id,
    threadId: last?.threadId ?? message.id,
    direction: said.direction,
    status: message.status ?? 'delivered',
    subject: said.subject ?? (last === undefined ? 'Toko Jakarta' : `Re: ${last.subject.replace(/^Re: /, '')}`),
    body: said.html ?? `<p>${escaped(message.body)}</p>`,
    from: inbound ? theirs : ours,
    to: [inbound ? 'halo@tokojakarta.example' : theirs],
    attachments: message.attachments,
    createdMs: message.createdMs,
  })
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>')
}

/** The conversation after it: comments and activities move it too, and only what a customer wrote is unread. */
function moved(before: Conversation, message: Message, said: Said): Conversation {
  const { type, direction, createdMs } = message
  const quiet = isActivity(type) || type === internalComment
  const manual = direction === 'outbound' && !quiet
  return {
    ...before,
    unread: direction === 'inbound' && !quiet && said.silent !== true ? before.unread + 1 : manual ? 0 : before.unread,
    lastBody: message.body !== '' ? message.body : plain(said.html ?? ''),
    lastType: type,
    lastDirection: direction,
    lastMs: createdMs,
    ...(manual ? { lastManualMs: createdMs, lastAction: said.source === 'workflow' ? 'automated' : 'manual' } : {}),
    updatedMs: createdMs,
  }
}

function plain(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}

function announce(
  vendor: Vendor,
  before: Conversation,
  after: Conversation,
  message: Message,
  email: Email | null,
): void {
  const quiet = isActivity(message.type) || message.type === internalComment
  if (!quiet) vendor.emit(messageEvent(vendor, message, email))
  if (after.unread !== before.unread) vendor.emit(unreadEvent(vendor, after))
}
