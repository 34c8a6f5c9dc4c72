import { uuid } from '../kit/ids.ts'
import type { JsonObject } from '../kit/json.ts'
import { integer, text, type Row } from '../kit/store.ts'
import { invalid, notFound } from './errors.ts'
import { insertedId } from './inserted.ts'
import { ref } from './refs.ts'
import type { Vendor } from './vendor.ts'

/** The store of files is another's, on a host of its own; a simulator on a loopback port has it under a path. */
const host = 's3.desk.example'
const localPath = '/_s3/'
const bucket = 'tw-desk'

export type DeskFile = { id: number; filename: string; mimeType: string; disposition: string; messageId: number | null }

export function isStoreUrl(url: string): boolean {
  const { hostname, pathname } = new URL(url)
  return hostname === host || pathname.startsWith(localPath)
}

function storeUrl(url: string): string {
  const { protocol, hostname, origin } = new URL(url)
  const isLocal = protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  return isLocal ? `${origin}${localPath}${bucket}/` : `https://${host}/${bucket}/`
}

/** Step one: a file that is to come, and the signed form in which the store takes it. */
export function expectFile(vendor: Vendor, given: JsonObject, url: string) {
  const { type, filename, mimeType, disposition = 'attachment' } = given
  if (type !== 'attachment') throw invalid('type', 'must be attachment')
  if (typeof filename !== 'string' || filename === '') throw invalid('filename', 'is required')
  if (typeof mimeType !== 'string' || !/^[\w.+-]+\/[\w.+-]+$/.test(mimeType)) throw invalid('mimeType', 'is not a type')
  if (disposition !== 'attachment' && disposition !== 'attachment-inline') throw invalid('disposition', 'is not known')
  const [key, signature] = [`attachments/${uuid(vendor.random)}`, uuid(vendor.random).replaceAll('-', '')]
  vendor.store.insert('files', {
    filename,
    mime_type: mimeType,
    disposition,
    key,
    signature,
    state: 'expected',
    created_ms: vendor.clock.now(),
  })
  const file = findFile(vendor, insertedId(vendor.store))
  const params = {
    'Content-Type': mimeType,
    bucket,
    key,
    policy: Buffer.from(key).toString('base64'),
    success_action_status: '201',
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': 'AKIASIMULATED/20260523/us-east-1/s3/aws4_request',
    'x-amz-date': '20260523T080000Z',
    'x-amz-signature': signature,
  }
  return { url: storeUrl(url), params, file: file && fileToWire(file) }
}

/** Step two, at the store: every field of the form as it was signed, then the file. */
export async function storeForm(vendor: Vendor, request: Request): Promise<Response> {
  if (request.headers.has('Authorization')) return refused(400, 'InvalidArgument')
  if (request.method !== 'POST') return refused(405, 'MethodNotAllowed')
  if (!request.headers.has('Content-Length')) return refused(411, 'MissingContentLength')
  const form = await request.formData().catch(() => null)
  const key = form?.get('key')
  const row = typeof key === 'string' ? vendor.store.get('select * from files where key = ?', key) : undefined
  const file = form?.get('file')
  if (!form || row === undefined || !(file instanceof File)) return refused(400, 'MalformedPOSTRequest')
  const isSigned =
    form.get('x-amz-signature') === row['signature'] &&
    form.get('policy') === Buffer.from(text(row, 'key')).toString('base64') &&
    form.get('Content-Type') === row['mime_type']
  if (!isSigned) return refused(403, 'SignatureDoesNotMatch')
  vendor.store.update('files', integer(row, 'id'), { bytes: await file.bytes(), state: 'stored' })
  return new Response('<PostResponse/>', { status: 201, headers: { 'Content-Type': 'application/xml' } })
}

/** Step three: the file has come. */
export function confirmFile(vendor: Vendor, id: number) {
  const row = vendor.store.get('select state from files where id = ?', id)
  if (row === undefined) throw notFound('file')
  if (row['state'] === 'expected') throw invalid('file', 'was not uploaded')
  vendor.store.run(`update files set state = 'active' where id = ?`, id)
  const file = findFile(vendor, id)
  return { file: file && fileToWire(file) }
}

/** Puts files on a message; one that has not come yet, or that another message has, is refused. */
export function attachFiles(vendor: Vendor, ids: readonly number[], messageId: number): void {
  for (const id of ids) vendor.store.run('update files set message_id = ? where id = ?', messageId, id)
}

/** Whether a message may name it. */
export function isAttachable(vendor: Vendor, id: number): boolean {
  const sql = `select 1 from files where id = ? and state = 'active' and message_id is null`
  return vendor.store.get(sql, id) !== undefined
}

/** Of all these messages, in the order in which they came. */
export function filesOf(vendor: Vendor, messageIds: readonly number[]): DeskFile[] {
  const sql = 'select * from files where message_id in (select value from json_each(?)) order by id'
  return vendor.store.all(sql, JSON.stringify(messageIds)).map(fileFrom)
}

export function fileToWire({ id, filename, mimeType, disposition, messageId }: DeskFile) {
  const on = messageId === null ? {} : { message: ref('messages', messageId) }
  return { id, filename, mimeType, disposition, type: 'attachment', ...on }
}

/** The bytes of a ticket's file. */
export function answerDownload(vendor: Vendor, ticketId: number, fileId: number): Response {
  const sql = `select f.* from files f join messages m on m.id = f.message_id where f.id = ? and m.ticket_id = ?`
  const row = vendor.store.get(sql, fileId, ticketId)
  if (!(row?.['bytes'] instanceof Uint8Array)) throw notFound('file')
  return new Response(new Uint8Array(row['bytes']), { headers: { 'Content-Type': text(row, 'mime_type') } })
}

function findFile(vendor: Vendor, id: number): DeskFile | undefined {
  const row = vendor.store.get('select * from files where id = ?', id)
  return row && fileFrom(row)
}

function fileFrom(row: Row): DeskFile {
  return {
    id: integer(row, 'id'),
    filename: text(row, 'filename'),
    mimeType: text(row, 'mime_type'),
    disposition: text(row, 'disposition'),
    messageId: row['message_id'] === null ? null : integer(row, 'message_id'),
  }
}

function refused(status: number, code: string): Response {
  return new Response(`<Error><Code>${code}</Code></Error>`, { status, headers: { 'Content-Type': 'application/xml' } })
}
