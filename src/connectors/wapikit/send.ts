import type { OutgoingContent, OutgoingMessage, SentMessage } from '../sending.ts'
import { ConnectorError } from '../connector-error.ts'
import { isUsableId } from '../kit/wire-parts.ts'
import { NAME } from './client.ts'
import { readProgress } from './progress.ts'
import { receiptEnvelope } from './wire.ts'

type Media = Extract<OutgoingContent, { type: 'media' }>

const fileTypes = { image: 'Image', video: 'Video', audio: 'Audio', document: 'Document' } as const

/** The type stands inside the data; the time is required and not used. Throws `ConnectorError` for a template. */
export function toSendBody({ content }: OutgoingMessage, now: number): object {
  if (content.type === 'template') {
    throw new ConnectorError('rejected', 'unsupported_content', `No templates can be sent through ${NAME}.`)
  }
  const messageData = content.type === 'text' ? { messageType: 'Text', text: content.text } : fileData(content)
  return { createdAt: new Date(now).toISOString(), messageData }
}

/** The published server fails over a picture that has no caption; an empty one will do. */
function fileData({ kind, source, caption, filename }: Media): object {
  const text = caption === null ? (kind === 'image' ? { caption: '' } : {}) : { caption }
  const name = kind === 'document' ? { fileName: filename } : {}
  return { messageType: fileTypes[kind], id: source, ...name, ...(kind === 'audio' ? {} : text) }
}

/** The conversation that something goes to: without one there is nowhere to send it. Throws `ConnectorError`. */
export function conversationPath({ conversationId }: Pick<OutgoingMessage, 'conversationId'>): string[] {
  if (conversationId !== null && isUsableId(conversationId)) return ['conversation', conversationId]
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
