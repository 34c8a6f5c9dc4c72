import type { ConnectorConfig } from '../connector.ts'
import type { Sending } from '../sending.ts'
import { ConnectorError } from '../connector-error.ts'
import { plainBody } from '../kit/multipart.ts'
import { storeFile } from '../kit/store-file.ts'
import { sendTypes } from './channels.ts'
import { NAME, type Client } from './client.ts'
import { locationId } from './settings.ts'
import { storedFile, uploadTicket } from './wire.ts'

const path = ['conversations', 'messages', 'upload'] as const

/**
 * Hands files over in the vendor's three steps: it names a signed address at its store of files, the bytes go there without the token, and
 * it answers the public address that a message then carries.
 */
export function createUpload(client: Client, config: ConnectorConfig): NonNullable<Sending['upload']> {
  return async ({ conversationId, channel }, file, signal) => {
    const { filename, mimeType, size } = file
    const place = { locationId: locationId(config), conversationId, filename }
    // Its limit goes by the channel, of which only WhatsApp's name is told.
    const wanted = { ...place, contentType: mimeType, fileSize: size, channel: sendTypes[channel]?.toUpperCase() }
    const ticket = uploadTicket.safeParse(await client.post([...path, 'initiate'], wanted, signal)).data
    if (ticket === undefined) throw unreadable()
    const { uploadUrl, uploadId, filePath } = ticket
    await storeFile({ name: NAME, config }, uploadUrl, { method: 'PUT', ...plainBody(file) }, signal)
    const stored = await client.post([...path, 'complete'], { ...place, uploadId, filePath }, signal)
    const addresses = storedFile.safeParse(stored).data?.uploadedFiles ?? {}
    const address = addresses[filename] ?? Object.values(addresses)[0]
    if (address === undefined) throw unreadable()
    return address
  }
}

function unreadable(): ConnectorError {
  return new ConnectorError('malformed', 'bad_shape', `${NAME} answered a file with JSON of another shape.`)
}
