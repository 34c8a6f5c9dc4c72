import type { ConnectorConfig } from '../connector.ts'
import type { Sending } from '../sending.ts'
import { ConnectorError } from '../connector-error.ts'
import type { Client } from './client.ts'
import { parseId } from './ids.ts'
import { readReceipt, toSendBody } from './send.ts'
import { createUpload } from './upload.ts'

/** Replies by e-mail. The vendor knows no keys: whether it has a message shows only on the ticket. */
export function createSending(client: Client, config: ConnectorConfig): Sending {
  return {
    keyLifeMs: null,
    upload: createUpload(client, config),

    async send({ conversationId, content }, _key, signal) {
      const to = conversationId === null ? null : parseId(conversationId)
      if (to?.kind !== 'ticket' || content.type === 'template') throw cannotSend()
      return readReceipt(await client.post(['tickets', to.number, 'messages'], toSendBody(content), signal), content)
    },
  }
}

function cannotSend(): ConnectorError {
  return new ConnectorError('rejected', 'cannot_send', 'Teamwork Desk takes replies from here, and only on tickets.')
}
