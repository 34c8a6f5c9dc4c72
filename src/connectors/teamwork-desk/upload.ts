import type { ConnectorConfig } from '../connector.ts'
import type { Sending } from '../sending.ts'
import { ConnectorError } from '../connector-error.ts'
import { formBody } from '../kit/multipart.ts'
import { storeFile } from '../kit/store-file.ts'
import { NAME, type Client } from './client.ts'
import { unreadable } from './envelope.ts'
import { fileFormWire } from './wire.ts'

/**
 * Hands files over in the vendor's three steps: it is told of one and names a form at its store of files, the form is sent there without
 * the key, and the vendor is told that the file has come.
 */
export function createUpload(client: Client, config: ConnectorConfig): NonNullable<Sending['upload']> {
  return async (_to, file, signal) => {
    const { filename, mimeType } = file
    const wanted = { type: 'attachment', filename, mimeType, disposition: 'attachment' }
    const form = fileFormWire.safeParse(await client.post(['files', 'ref'], wanted, signal)).data
    if (form === undefined) throw unreadable()
    const call = { method: 'POST', ...formBody(Object.entries(form.params), 'file', file) } as const
    await storeFile({ name: NAME, config }, form.url, call, signal)
    await client.patch(['files', form.file.id], {}, signal).catch((error: unknown) => {
      // What it answers to that is nowhere described.
      if (!(error instanceof ConnectorError && error.kind === 'malformed')) throw error
    })
    return String(form.file.id)
  }
}
