import type { OutgoingMessage, SentMessage } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { isUsableId } from '../kit/wire-parts.ts'
import { NAME } from './client.ts'
import { readProgress } from './progress.ts'
import { receiptEnvelope } from './wire.ts'

/** The type stands inside the data; the time is required and not used. Throws `ConnectorError` for what is no text. */
export function toSendBody({ content }: OutgoingMessage, now: number): object {
  if (content.type !== 'text') {
    throw new ConnectorError('rejected', 'unsupported_content', `Only texts can be sent through ${NAME}.`)
  }
  return { createdAt: new Date(now).toISOString(), messageData: { messageType: 'Text', text: content.text } }
}

/** The conversation that a message goes to: without one there is nowhere to send it. Throws `ConnectorError`. */
export function pathOf({ conversationId }: OutgoingMessage): string[] {
  if (conversationId !== null && isUsableId(conversationId)) return ['conversation', conversationId, 'messages']
  throw new ConnectorError('rejected', 'invalid_recipient', `${NAME} sends into conversations only.`)
}

/** The answer to a send. One without an id is `malformed`: the customer has a message that cannot be named. */
export function readReceipt(body: unknown): SentMessage {
  const message = receiptEnvelope.safeParse(body).data?.message
  if (message === undefined) {
    throw new ConnectorError('malformed', 'bad_receipt', `${NAME} took a message and its answer names none.`)
  }
  const { state, code } = readProgress(message.status)
  // A word that we do not know says no less than that it was accepted.
  return {
    id: message.uniqueId,
    delivery: { state: state === 'unknown' ? 'accepted' : state, code },
    createdAt: message.createdAt ?? null,
  }
}
