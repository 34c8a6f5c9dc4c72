import { type JsonObject, isRecord } from '../kit/json.ts'
import { findContactByPhone, insertContact, type Contact } from './contacts.ts'
import { insertConversation, latestConversationOf, saveConversation, type Conversation } from './conversations.ts'
import { badField, missingField, VendorError } from './errors.ts'
import { planFetch } from './fetched-files.ts'
import { contactCreated } from './events.ts'
import { isPhoneNumber, oneOf, requiredText } from './input.ts'
import { insertMessage } from './messages.ts'
import type { Message } from './message-row.ts'
import { listAccounts } from './organisation.ts'
import { planProgress } from './progress.ts'
import { countParameters, outboundTypes, readOutboundContent } from './send-content.ts'
import { countVariables, findSendable } from './templates.ts'
import type { SendFailure, Vendor } from './vendor.ts'

const day = 24 * 60 * 60 * 1000
/** What becomes of a free text written more than 24 hours after the customer. */
export const outsideWindow: SendFailure = {
  code: 'outside_24h_window',
  message: 'More than 24 hours have passed since the customer last replied.',
  provider_code: 131047,
}

/** Validates and accepts a send. Meta's verdict comes later, on the message. */
export function sendMessage(vendor: Vendor, body: JsonObject): Message {
  const account = readSender(vendor, body['from'])
  const to = requiredText(body, 'to', 'to', 32)
  if (!isPhoneNumber(to)) throw new VendorError('invalid_phone_number', 'to must be E.164 with a leading +.', 'to')
  if (body['type'] === undefined) throw missingField('type')
  const type = oneOf(body['type'], outboundTypes, 'type')
  const part = body[type]
  if (part === undefined) throw missingField(type)
  if (!isRecord(part)) throw badField(type, `${type} must be an object.`)
  const { content, url } = readOutboundContent(type, part, (address) => isNearby(vendor, address))
  return vendor.store.transaction(() => acceptMessage(vendor, recipient(vendor, to, account), type, content, url))
}

function isNearby({ behaviour }: Vendor, { protocol, hostname }: URL): boolean {
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return behaviour.allowLoopbackFiles && protocol === 'http:' && isLoopback
}

/**
 * Stores an outbound message on a conversation and plans its steps; the dashboard and the API both end here.
 * @param url where its file is fetched first, if it has one
 */
export function acceptMessage(
  vendor: Vendor,
  to: Conversation,
  type: string,
  content: JsonObject,
  url: string | null = null,
): Message {
  const message = insertMessage(vendor, { conversationId: to.id, direction: 'outbound', type, content })
  const at = message.createdMs
  // Undocumented: an answer is taken to have read what came before it.
  saveConversation(vendor, { ...to, unreadCount: 0, lastMessageMs: at, updatedMs: at })
  const windowOpen = to.lastInboundMs !== null && at < to.lastInboundMs + day
  const closed = type === 'template' ? templateFailure(content) : windowOpen ? null : outsideWindow
  const failure = vendor.nextSendFailure() ?? closed
  if (url !== null && failure === null) planFetch(vendor, message, url)
  else planProgress(vendor, message, failure)
  for (const notice of vendor.onAccepted) notice(message)
  return message
}

/** Meta looks at a template only when it sends it. */
function templateFailure(content: JsonObject): SendFailure | null {
  const { name, language } = isRecord(content['template']) ? content['template'] : {}
  const known = findSendable(String(name), String(language))
  if (known?.status === 'paused') {
    return { code: 'template_paused', message: 'The template is paused for its quality.', provider_code: 132015 }
  }
  if (known && countVariables(known) === countParameters(content)) return null
  return {
    code: 'template_param_count_mismatch',
    message: 'The number of parameters does not match the template.',
    provider_code: 132000,
  }
}

function readSender(vendor: Vendor, from: unknown): string {
  const numbers = listAccounts(vendor.store).map(({ phoneNumber }) => phoneNumber)
  const [first, second] = numbers
  if (first === undefined) throw new VendorError('whatsapp_number_not_verified', 'No WhatsApp number is connected.')
  if (from !== undefined) return oneOf(from, numbers, 'from')
  if (second !== undefined) throw missingField('from')
  return first
}

/** A number that nobody wrote to yet becomes a contact with a conversation; only the contact is announced. */
function recipient(vendor: Vendor, phoneNumber: string, account: string): Conversation {
  const contact = findContactByPhone(vendor, phoneNumber, account) ?? newContact(vendor, phoneNumber, account)
  return latestConversationOf(vendor, contact.id) ?? insertConversation(vendor, { contactId: contact.id, account })
}

function newContact(vendor: Vendor, phoneNumber: string, account: string): Contact {
  const made = insertContact(vendor, { account, phoneNumber })
  vendor.emit(contactCreated(vendor, made, 'api'))
  return made
}
