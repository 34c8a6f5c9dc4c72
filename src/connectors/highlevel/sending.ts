import type { OutgoingMessage, Sending, SentMessage } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { first } from '../kit/text.ts'
import { isUsableId } from '../kit/wire-parts.ts'
import type { Client } from './client.ts'
import { listRows } from './message-list.ts'
import { emailIdIn } from './messages.ts'
import { readProgress } from './progress.ts'
import { readReceipt, toSendBody, type Answered } from './send.ts'
import { emailAnswer, messageAnswer } from './wire.ts'

/** Messages to customers. The vendor takes no keys: one without an answer is looked for in its conversation. */
export function createSending(client: Client): Sending {
  return {
    keyLifeMs: null,

    async send(message, _key, signal) {
      const body = toSendBody(message, await answeredBy(client, message, signal))
      return readReceipt(await client.post(['conversations', 'messages'], body, signal), message.channel)
    },

    async readDelivery(id, signal): Promise<SentMessage['delivery']> {
      const emailId = emailIdIn(id)
      if (!isUsableId(emailId ?? id))
        throw new ConnectorError('not_found', 'no_such_id', 'No message can have this id.')
      const path =
        emailId === null ? ['conversations', 'messages', id] : ['conversations', 'messages', 'email', emailId]
      const answer = (emailId === null ? messageAnswer : emailAnswer).safeParse(await client.get(path, {}, signal))
      if (!answer.success)
        throw new ConnectorError('malformed', 'bad_shape', 'HighLevel answered with a message of another shape.')
      return readProgress(first(answer.data.status))
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
    const email = emailAnswer.safeParse(await client.get(['conversations', 'messages', 'email', emailId], {}, signal))
    return { emailId, subject: first(email.data?.subject) }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    if (error.kind === 'auth' || error.kind === 'rate_limited') throw error
    // Nothing was sent yet, and nobody should look for it: a 503 says so.
    if (error.kind === 'unreachable')
      throw new ConnectorError('unreachable', error.code, error.message, { status: 503, cause: error })
    return null
  }
}
