import { uuid } from '../kit/ids.ts'
import type { JsonObject } from '../kit/json.ts'
import { integer, text } from '../kit/store.ts'
import { missing, VendorError } from './errors.ts'
import { check, numberIn, optional, required, textIn } from './input.ts'
import { ownLocation } from './http.ts'
import { mustFindConversation } from './changes.ts'
import type { Vendor } from './vendor.ts'

/** The store of files is another's; a simulator on a loopback port has it under a path. */
const host = 'storage.highlevel.example'
const localPath = '/_storage/'
const lifeMs = 15 * 60_000
const mb = 1024 * 1024
const accepted = new Set('jpg jpeg png mp4 mpeg zip rar pdf doc docx txt mp3 wav'.split(' '))

const place = { locationId: required('string'), conversationId: required('string'), filename: required('string') }
const initiateRules = {
  ...place,
  contentType: required('string'),
  fileSize: optional('number'),
  channel: required('string'),
}
const completeRules = { ...place, uploadId: required('string'), filePath: required('string') }

export function isStoreUrl(url: string): boolean {
  const { hostname, pathname } = new URL(url)
  return hostname === host || pathname.startsWith(localPath)
}

/** Step one: a signed address for one file, good for a quarter of an hour. */
export function initiate(vendor: Vendor, body: JsonObject, at: { url: string; version: string }) {
  const given = check(body, initiateRules)
  const filename = textIn(given, 'filename') ?? ''
  ownLocation(vendor, given['locationId'])
  const { id } = mustFindConversation(vendor, textIn(given, 'conversationId') ?? '', at.version)
  const ending = filename.split('.').at(-1)?.toLowerCase() ?? ''
  if (!accepted.has(ending)) throw new VendorError(415, 'This type of file is not allowed.')
  const maxFileSize = given['channel'] === 'WHATSAPP' ? 100 * mb : 5 * mb
  if ((numberIn(given, 'fileSize') ?? 0) > maxFileSize) throw new VendorError(413, 'The file is too large.')
  const [uploadId, signature] = [uuid(vendor.random), uuid(vendor.random)]
  const filePath = `location/${vendor.locationId}/conversations/${id}/${uploadId}.${ending}`
  const expiresAt = vendor.clock.now() + lifeMs
  vendor.store.insert('files', {
    id: uploadId,
    path: filePath,
    filename,
    mime_type: textIn(given, 'contentType') ?? '',
    most_bytes: maxFileSize,
    signature,
    expires_ms: expiresAt,
  })
  const { protocol, hostname, origin } = new URL(at.url)
  const isLocal = protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  const base = isLocal ? `${origin}${localPath}` : `https://${host}/`
  return { uploadUrl: `${base}${filePath}?X-Goog-Signature=${signature}`, uploadId, filePath, expiresAt, maxFileSize }
}

/** Step two, at the store: the bytes, as they were announced, for whoever has the signature. */
export async function putFile(vendor: Vendor, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  const path = pathname.replace(localPath, '/').slice(1)
  const row = vendor.store.get('select * from files where path = ?', path)
  if (request.headers.has('Authorization')) return new Response('Nobody signs in here.', { status: 400 })
  if (request.method !== 'PUT') return new Response(null, { status: 405 })
  if (!request.headers.has('Content-Length')) return new Response('Length required', { status: 411 })
  const isSigned =
    row !== undefined &&
    searchParams.get('X-Goog-Signature') === row['signature'] &&
    request.headers.get('Content-Type') === row['mime_type'] &&
    vendor.clock.now() < integer(row, 'expires_ms')
  if (!isSigned) return new Response('SignatureDoesNotMatch', { status: 403 })
  const bytes = await request.bytes()
  if (bytes.byteLength > integer(row, 'most_bytes')) return new Response('EntityTooLarge', { status: 400 })
  vendor.store.update('files', text(row, 'id'), { bytes })
  return new Response(null, { status: 200 })
}

/** Step three: the public address of what came, by its file's name. */
export function complete(vendor: Vendor, body: JsonObject, version: string) {
  const given = check(body, completeRules)
  ownLocation(vendor, given['locationId'])
  const { uploadId, filePath } = given
  const row = vendor.store.get('select * from files where id = ?', String(uploadId))
  if (row === undefined || row['path'] !== filePath || !(row['bytes'] instanceof Uint8Array)) {
    throw missing('The file', version)
  }
  const name = text(row, 'path').split('/').at(-1) ?? ''
  return {
    name,
    filename: text(row, 'filename'),
    metadata: { size: row['bytes'].byteLength, contentType: text(row, 'mime_type') },
  }
}

/** A file that was handed over, by the last part of its address. */
export function storedBytes(vendor: Vendor, name: string): Response | null {
  const row = vendor.store.get('select * from files where id = ?', name.split('.')[0] ?? '')
  if (!(row?.['bytes'] instanceof Uint8Array)) return null
  return new Response(new Uint8Array(row['bytes']), { headers: { 'Content-Type': text(row, 'mime_type') } })
}
