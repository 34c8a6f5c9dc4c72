import type { ConnectorConfig } from '../connector.ts'
import type { OutgoingMessage, Sending, SentMessage } from '../sending.ts'
import { ConnectorError } from '../connector-error.ts'
import { first } from '../kit/text.ts'
import type { Client } from './client.ts'
import { listRows } from './message-list.ts'
import { readMessageId } from './message-ids.ts'
import { readOne } from './one-message.ts'
import { readProgress } from './progress.ts'
import { readReceipt, toSendBody, type Answered } from './send.ts'
import { createUpload } from './upload.ts'

/** Messages to customers. The vendor takes no keys: one without an answer is looked for in its conversation. */
export function createSending(client: Client, config: ConnectorConfig): Sending {
  return {
    keyLifeMs: null,
    upload: createUpload(client, config),

    async send(message, _key, signal) {
      const body = toSendBody(message, await answeredBy(client, message, signal))
      return readReceipt(await client.post(['conversations', 'messages'], body, signal), message)
    },

    async readDelivery(id, signal): Promise<SentMessage['delivery']> {
      return readProgress(first((await readOne(client, readMessageId(id), signal)).status))
    },
  }
}

/** The newest e-mail of the conversation: an answer without it would begin another thread at the customer's. */
async function answeredBy(
  client: Client,
  { channel, conversationId }: OutgoingMessage,
  signal?: AbortSignal,
): Promise<Answered | null> {
  if (channel !== 'email' || conversationId === null) return null
  try {
    const { rows } = await listRows(client, { conversationId, limit: 1, types: ['TYPE_EMAIL'] }, signal)
    const emailId = rows[0]?.meta?.email?.messageIds?.at(-1)
    if (emailId === undefined) return null
    const { subject } = await readOne(client, { id: emailId, isEmail: true }, signal)
    return { emailId, subject: first(subject) }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    if (error.kind === 'auth' || error.kind === 'rate_limited') throw error
    // Nothing was sent yet, and nobody should look for it: a 503 says so.
    if (error.kind === 'unreachable')
      throw new ConnectorError('unreachable', error.code, error.message, { status: 503, cause: error })
    return null
  }
}
