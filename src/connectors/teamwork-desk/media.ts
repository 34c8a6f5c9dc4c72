import type { ConnectorConfig } from '../connector.ts'
import type { MediaReading } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import { addressBelow } from '../kit/base-url.ts'
import { openFile } from '../kit/open-file.ts'
import { withKey } from '../kit/own-api.ts'
import { keyHeader, NAME } from './client.ts'
import { failureOf } from './failure.ts'
import { parseId, parseMessageId } from './ids.ts'

/** Files on tickets: at addresses of the vendor's own API, which may lead on to its store of files. */
export function createMediaReading(config: ConnectorConfig): MediaReading {
  const vendor = { name: NAME, config: { ...config, fetch: withKey(config, () => keyHeader(config)) }, failureOf }
  return {
    async locate({ id, conversationId }) {
      const { kind, number } = parseId(conversationId)
      const { file } = parseMessageId(id)
      if (kind !== 'ticket' || file === null) {
        throw new ConnectorError('not_found', 'no_file', 'This message has no such file.')
      }
      return addressBelow(config.baseUrl, ['tickets', String(number), 'files', String(file), 'download']).href
    },

    open: (address, range, signal) => openFile(vendor, address, range, signal),
  }
}
