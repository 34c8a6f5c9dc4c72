import { ConnectorError } from '../connector-error.ts'

/** Tickets and live chats are counted apart, so a number alone names neither. */
export type DeskId = { kind: 'ticket' | 'chat'; number: number }

export function ticketId(number: number): string {
  return `ticket:${number}`
}

export function chatId(number: number): string {
  return `chat:${number}`
}

/** A message has one file here, so each further one is a message too. */
export type MessageName = { message: number; file: number | null }

export function messageId({ message, file }: MessageName): string {
  return file === null ? String(message) : `${message}~${file}`
}

export function parseMessageId(id: string): MessageName {
  const [message, file] = id.split('~')
  return { message: Number(message), file: file === undefined ? null : Number(file) }
}

/** The vendor's own number of a conversation. Throws `ConnectorError` of kind `not_found` for an id that nothing here can have. */
export function parseId(id: string): DeskId {
  const [, kind, digits] = /^(ticket|chat):([1-9]\d{0,14})$/.exec(id) ?? []
  if (digits === undefined) throw gone('No conversation can have this id.')
  return { kind: kind === 'chat' ? 'chat' : 'ticket', number: Number(digits) }
}

/** The vendor's word, or its silence, that something is not there any more. */
export function gone(message: string, cause?: unknown): ConnectorError {
  return new ConnectorError('not_found', 'resource_not_found', message, { cause })
}
