import type { ConnectorConfig } from '../connector.ts'
import type { MediaReading } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import { openFile } from '../kit/open-file.ts'
import { isUsableId } from '../kit/wire-parts.ts'
import type { Client } from './client.ts'
import { failureOf } from './failure.ts'

/** Files in messages: the vendor answers with a redirect to its CDN, which is asked without the key. */
export function createMediaReading(client: Client, config: ConnectorConfig): MediaReading {
  const vendor = { name: 'Kirim.chat', config, failureOf }
  return {
    async locate({ id: messageId }, signal) {
      if (!isUsableId(messageId)) {
        throw new ConnectorError('not_found', 'resource_not_found', 'No message can have this id.')
      }
      return client.locate(['messages', messageId, 'media'], signal)
    },

    open: (address, range, signal) => openFile(vendor, address, range, signal),
  }
}
