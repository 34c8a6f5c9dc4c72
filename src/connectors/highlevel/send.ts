import type { OutgoingMessage, SentMessage } from '../sending.ts'
import { ConnectorError } from '../connector-error.ts'
import { first } from '../kit/text.ts'
import { sendTypes } from './channels.ts'
import { textToHtml } from '../kit/text-to-html.ts'
import { writeMessageId } from './message-ids.ts'
import { readProgress } from './progress.ts'
import { receiptWire } from './wire.ts'

/** The e-mail that an answer continues. */
export type Answered = { emailId: string; subject: string | null }

const FIRST_SUBJECT = 'Re:'

/** The body of `POST /conversations/messages` (SendMessageBodyDto): three fields are enough, whatever the description requires. */
export function toSendBody({ contactId, channel, content }: OutgoingMessage, answered: Answered | null): object {
  const type = Object.hasOwn(sendTypes, channel) ? sendTypes[channel] : undefined
  if (type === undefined || content.type === 'template') {
    throw new ConnectorError('rejected', 'cannot_send', 'This cannot be sent on this channel.')
  }
  if (contactId === null) throw new ConnectorError('rejected', 'invalid_recipient', 'This message has no contact.')
  const [text, files] =
    content.type === 'text' ? [content.text, {}] : [content.caption, { attachments: [content.source] }]
  if (type !== 'Email') return { type, contactId, ...(text === null ? {} : { message: text }), ...files }
  const html = text === null ? {} : { html: textToHtml(text) }
  if (answered === null) return { type, contactId, ...html, subject: FIRST_SUBJECT, ...files }
  const { emailId, subject } = answered
  const thread = { subject: replyTo(subject), replyMessageId: emailId, emailReplyMode: 'reply' }
  return { type, contactId, ...html, ...thread, ...files }
}

function replyTo(subject: string | null): string {
  const bare = subject?.replace(/^(?:\s*re:)+/i, '').trim() ?? ''
  return `Re: ${bare}`.trim()
}

/** The answer to a send. One without an id is `malformed`: the vendor has a message that cannot be named. */
export function readReceipt(body: unknown, { channel, content }: OutgoingMessage): SentMessage {
  const receipt = receiptWire.safeParse(body).data
  const emailId = channel === 'email' ? receipt?.emailMessageId : undefined
  // Its words are counted as the first thing in an e-mail.
  const file = content.type === 'media' ? 1 : 0
  const id = emailId === undefined ? receipt?.messageId : writeMessageId({ id: emailId, isEmail: true, file })
  if (id === undefined) {
    throw new ConnectorError('malformed', 'bad_receipt', 'HighLevel took a message and its answer names none.')
  }
  const { state, code } = readProgress(first(receipt?.status))
  // A word that we do not know says no less than that it was accepted.
  return { id, delivery: { state: state === 'unknown' ? 'accepted' : state, code }, createdAt: null }
}
