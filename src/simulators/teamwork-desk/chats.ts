import { iso } from '../kit/clock.ts'
import { urlSafeToken } from '../kit/ids.ts'
import { integer, integerOrNull, text, type Row } from '../kit/store.ts'
import { notFound } from './errors.ts'
import type { Fields } from './filter.ts'
import { insertedId } from './inserted.ts'
import { ref } from './refs.ts'
import type { Vendor } from './vendor.ts'

/** A live chat: the vendor's `conversation`. */
export type Chat = {
  id: number
  contactId: number
  /** `active` or `deleted`: a state of the record, which says nothing of whether anybody still talks. */
  state: string
  /** The ticket that it was turned into. */
  ticketId: number | null
  token: string
  socketId: string
  /** Agents who take part, in the order in which they joined. */
  userIds: number[]
  createdMs: number
  updatedMs: number
  deletedMs: number | null
}

export type ChatMessage = {
  id: number
  chatId: number
  contactId: number | null
  userId: number | null
  text: string
  createdMs: number
}

export const chatFields: Fields = {
  id: { column: 'id', is: 'number' },
  contactId: { column: 'contact_id', is: 'number' },
  state: { column: 'state', is: 'text' },
  ticket_id: { column: 'ticket_id', is: 'number' },
  token: { column: 'token', is: 'text' },
  createdAt: { column: 'created_ms', is: 'time' },
  updatedAt: { column: 'updated_ms', is: 'time' },
  deletedAt: { column: 'deleted_ms', is: 'time' },
}

export type NewChat = Pick<Chat, 'contactId'> & Partial<Chat>

export function insertChat(vendor: Vendor, given: NewChat): Chat {
  const createdMs = given.createdMs ?? vendor.clock.now()
  const chat: Omit<Chat, 'id'> = {
    state: 'active',
    ticketId: null,
    token: urlSafeToken(40, vendor.random),
    socketId: urlSafeToken(20, vendor.random),
    userIds: [],
    createdMs,
    updatedMs: createdMs,
    deletedMs: null,
    ...given,
  }
  vendor.store.insert('chats', { ...changeable(chat), created_ms: createdMs })
  const made = { ...chat, id: insertedId(vendor.store) }
  saveUsers(vendor, made)
  return made
}

export function saveChat(vendor: Vendor, chat: Chat): void {
  vendor.store.update('chats', chat.id, changeable(chat))
  saveUsers(vendor, chat)
}

function changeable(chat: Omit<Chat, 'id'>) {
  return {
    contact_id: chat.contactId,
    state: chat.state,
    ticket_id: chat.ticketId,
    token: chat.token,
    socket_id: chat.socketId,
    updated_ms: chat.updatedMs,
    deleted_ms: chat.deletedMs,
  }
}

function saveUsers(vendor: Vendor, { id, userIds }: Chat): void {
  vendor.store.run('delete from chat_users where chat_id = ?', id)
  for (const [place, userId] of userIds.entries()) {
    vendor.store.insert('chat_users', { chat_id: id, user_id: userId, place })
  }
}

export function insertChatMessage(vendor: Vendor, given: Omit<ChatMessage, 'id'>): ChatMessage {
  const { chatId, contactId, userId, text, createdMs } = given
  vendor.store.insert('chat_messages', {
    chat_id: chatId,
    contact_id: contactId,
    user_id: userId,
    text,
    created_ms: createdMs,
  })
  return { id: insertedId(vendor.store), ...given }
}

export function mustFindChat(vendor: Vendor, id: number): Chat {
  const row = vendor.store.get('select * from chats where id = ?', id)
  if (!row) throw notFound('conversation')
  return chatFrom(vendor, row)
}

/** Of all these chats, oldest first. */
export function chatMessagesOf(vendor: Vendor, chatIds: readonly number[]): ChatMessage[] {
  const sql = `select * from chat_messages where chat_id in (select value from json_each(?)) order by created_ms, id`
  return vendor.store.all(sql, JSON.stringify(chatIds)).map((row) => ({
    id: integer(row, 'id'),
    chatId: integer(row, 'chat_id'),
    contactId: integerOrNull(row, 'contact_id'),
    userId: integerOrNull(row, 'user_id'),
    text: text(row, 'text'),
    createdMs: integer(row, 'created_ms'),
  }))
}

export function chatFrom(vendor: Vendor, row: Row): Chat {
  const id = integer(row, 'id')
  const users = vendor.store.all('select user_id from chat_users where chat_id = ? order by place', id)
  return {
    id,
    contactId: integer(row, 'contact_id'),
    state: text(row, 'state'),
    ticketId: integerOrNull(row, 'ticket_id'),
    token: text(row, 'token'),
    socketId: text(row, 'socket_id'),
    userIds: users.map((user) => integer(user, 'user_id')),
    createdMs: integer(row, 'created_ms'),
    updatedMs: integer(row, 'updated_ms'),
    deletedMs: integerOrNull(row, 'deleted_ms'),
  }
}

/** A chat as the API shows it, with the plumbing that it should have kept to itself. */
export function chatToWire(chat: Chat, messages: readonly ChatMessage[]) {
  return {
    id: chat.id,
    contact: ref('contacts', chat.contactId),
    contactId: chat.contactId,
    state: chat.state,
    ticket_id: chat.ticketId ?? 0,
    token: chat.token,
    socket_id: chat.socketId,
    filter_args: {},
    users: chat.userIds.map((id) => ref('users', id)),
    messages: messages.filter(({ chatId }) => chatId === chat.id).map(({ id }) => ref('conversationmessages', id)),
    createdAt: iso(chat.createdMs),
    updatedAt: iso(chat.updatedMs),
    ...(chat.deletedMs === null ? {} : { deletedAt: iso(chat.deletedMs) }),
  }
}

export type WireChat = ReturnType<typeof chatToWire>

export function chatMessageToWire({ id, chatId, contactId, userId, text, createdMs }: ChatMessage) {
  return {
    id,
    conversation: ref('conversations', chatId),
    ...(contactId === null ? {} : { contactId }),
    ...(userId === null ? {} : { userId, createdBy: ref('users', userId) }),
    message: text,
    files: [],
    state: 'active',
    createdAt: iso(createdMs),
    updatedAt: iso(createdMs),
  }
}
