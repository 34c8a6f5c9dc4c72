import type { ConnectorConfig } from '../connector.ts'
import type { MediaReading } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import { openFile } from '../kit/open-file.ts'
import type { Client } from './client.ts'
import { failureOf } from './failure.ts'
import { readMessageId } from './message-ids.ts'
import { readOne } from './one-message.ts'

/** Files in messages: their addresses stand in the message, and are asked without the token. */
export function createMediaReading(client: Client, config: ConnectorConfig): MediaReading {
  const vendor = { name: 'HighLevel', config, failureOf }
  return {
    async locate({ id: messageId }, signal) {
      const name = readMessageId(messageId)
      const { attachments } = await readOne(client, name, signal)
      // The words of an e-mail come before its files.
      const address = attachments?.[name.isEmail ? name.file - 1 : name.file]
      if (address !== undefined) return address
      throw new ConnectorError('not_found', 'no_file', 'This message has no such file.')
    },

    open: (address, range, signal) => openFile(vendor, address, range, signal),
  }
}
