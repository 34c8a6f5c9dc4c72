import type { ConnectorConfig } from '../connector.ts'
import type { MediaReading } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import { addressBelow } from '../kit/base-url.ts'
import { openFile } from '../kit/open-file.ts'
import { withKey } from '../kit/own-api.ts'
import { isUsableId } from '../kit/wire-parts.ts'
import { keyHeader, NAME, type Client } from './client.ts'
import { failureOf } from './failure.ts'
import { conversationEnvelope, messageWire, threadWire } from './wire.ts'

/** Files in messages: the vendor fetches them from Meta, at an address of its own API, for whoever has the key. */
export function createMediaReading(client: Client, config: ConnectorConfig): MediaReading {
  const vendor = { name: NAME, config: { ...config, fetch: withKey(config, () => keyHeader(config)) }, failureOf }
  return {
    async locate({ id, conversationId }, signal) {
      if (!isUsableId(conversationId)) throw noFile()
      const body = await client.get(['conversation', conversationId], {}, signal)
      const thread = threadWire.safeParse(conversationEnvelope.safeParse(body).data?.conversation).data
      const messages = (thread?.messages ?? []).flatMap((raw) => messageWire.safeParse(raw).data ?? [])
      const fileId = messages.find(({ uniqueId }) => uniqueId === id)?.messageData?.id
      if (fileId === undefined) throw noFile()
      return addressBelow(config.baseUrl, ['conversation', conversationId, 'media', fileId]).href
    },

    open: (address, range, signal) => openFile(vendor, address, range, signal),
  }
}

function noFile(): ConnectorError {
  return new ConnectorError('not_found', 'no_file', 'This message has no such file.')
}
