import type { JsonObject } from '../kit/json.ts'
import { mustFindContact } from './changes.ts'
import type { Contact } from './contacts.ts'
import { unprocessable, VendorError } from './errors.ts'
import { check, nullable, oneOf, optional, required, textIn, textsIn, type Rules } from './input.ts'
import { sendTypes, type SendType } from './message-types.ts'
import { conversationFor, recordMessage, type Said } from './record.ts'
import { planSteps } from './progress.ts'
import type { Message } from './message-row.ts'
import type { Vendor } from './vendor.ts'

const day = 86_400_000

const rules: Rules = {
  type: oneOf(Object.keys(sendTypes), true),
  contactId: required('string'),
  subType: optional('object'),
  status: oneOf(['delivered', 'failed', 'pending', 'read']),
  appointmentId: optional('string'),
  attachments: optional('texts'),
  emailFrom: optional('string'),
  emailTo: optional('string'),
  emailCc: optional('texts'),
  emailBcc: optional('texts'),
  html: optional('string'),
  message: optional('string'),
  subject: nullable('string'),
  replyMessageId: optional('string'),
  templateId: optional('string'),
  threadId: optional('string'),
  scheduledTimestamp: optional('number'),
  conversationProviderId: optional('string'),
  customSubtypeId: optional('string'),
  emailReplyMode: oneOf(['reply', 'reply_all']),
  fromNumber: optional('string'),
  toNumber: optional('string'),
  forward: optional('object'),
  usesNativeSchedulingAi: optional('boolean'),
  optimizationPeriod: oneOf(['24h', '48h', '72h']),
}

export type Outgoing = { contact: Contact; said: Said }

/** What is to be sent, checked as the vendor checks it before it takes a message. */
export function readSend(vendor: Vendor, body: JsonObject, version: string): Outgoing {
  const given = check(body, rules)
  const type = readType(given['type'])
  const contact = mustFindContact(vendor, textIn(given, 'contactId') ?? '', version)
  const message = textIn(given, 'message')
  const html = textIn(given, 'html')
  const attachments = textsIn(given, 'attachments')
  if (!message && !html && attachments.length === 0 && given['templateId'] === undefined) {
    throw unprocessable('There is no message and no attachment to send.')
  }
  if (type === 'Custom' && given['conversationProviderId'] === undefined) {
    throw unprocessable('conversationProviderId should not be empty')
  }
  if (type === 'Email' && contact.email === null) throw new VendorError(400, 'The contact has no email.')
  if (['SMS', 'RCS', 'WhatsApp'].includes(type) && contact.phone === null) {
    throw new VendorError(400, 'The contact has no phone number.')
  }
  const subject = textIn(given, 'subject')
  return {
    contact,
    said: {
      type: sendTypes[type],
      direction: 'outbound',
      body: message ?? '',
      ...(html === undefined ? {} : { html }),
      ...(subject === undefined ? {} : { subject }),
      attachments,
      source: 'api',
    },
  }
}

function readType(value: unknown): SendType {
  const found = (['SMS', 'RCS', 'Email', 'WhatsApp', 'IG', 'FB', 'Custom', 'Live_Chat', 'TIKTOK'] as const).find(
    (one) => one === value,
  )
  if (found === undefined) throw unprocessable('type is not one that can be sent')
  return found
}

/** Takes a message, announces it and plans how it goes on; a contact without a conversation gets one. */
export function sendMessage(vendor: Vendor, { contact, said }: Outgoing) {
  return vendor.store.transaction(() => {
    const { conversation, message, email } = accept(vendor, contact, said)
    return {
      conversationId: conversation.id,
      messageId: message.id,
      ...(email === null ? {} : { emailMessageId: email.id, threadId: email.threadId }),
      status: 'pending',
      msg: 'Message queued successfully.',
    }
  })
}

/** The same for what the shop says in the vendor's own dashboard. */
export function accept(vendor: Vendor, contact: Contact, said: Said) {
  const conversation = conversationFor(vendor, contact, said.type)
  const recorded = recordMessage(vendor, conversation, { ...said, status: 'pending' })
  const { message } = recorded
  planSteps(vendor, message, vendor.nextSendFails() || isTooLate(vendor, message))
  for (const hear of vendor.onAccepted) hear(message)
  return recorded
}

/** WhatsApp takes free text for 24 hours after the customer's last message there. */
function isTooLate(vendor: Vendor, { type, conversationId, createdMs }: Message): boolean {
  if (type !== 'TYPE_WHATSAPP') return false
  const sql = `select 1 from messages where conversation_id = ? and type = ? and direction = 'inbound' and created_ms > ?`
  return vendor.store.get(sql, conversationId, type, createdMs - day) === undefined
}
