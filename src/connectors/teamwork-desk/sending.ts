import type { Sending } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import type { Client } from './client.ts'
import { parseId } from './ids.ts'
import { readReceipt, toSendBody } from './send.ts'

/** Replies by e-mail. The vendor knows no keys: whether it has a message shows only on the ticket. */
export function createSending(client: Client): Sending {
  return {
    keyLifeMs: null,

    async send({ conversationId, content }, _key, signal) {
      const to = conversationId === null ? null : parseId(conversationId)
      if (to?.kind !== 'ticket' || content.type !== 'text') throw cannotSend()
      return readReceipt(await client.post(['tickets', to.number, 'messages'], toSendBody(content.text), signal))
    },
  }
}

function cannotSend(): ConnectorError {
  return new ConnectorError('rejected', 'cannot_send', 'Teamwork Desk takes from here only text, and only on tickets.')
}
