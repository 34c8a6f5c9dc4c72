import type { Context } from 'hono'
import type { Storage } from '#gateway/storage/storage.ts'
import type { UploadRow } from '#gateway/storage/uploads.ts'
import { streamUpload } from '#gateway/usecases/files/stream-upload.ts'
import type { Span } from '#gateway/usecases/files/stream-upload.ts'
import type { Env } from '../plumbing/http.ts'
import { contentDisposition } from './media-headers.ts'

/**
 * The bytes of a stored file, or the part that `Range` asks for, read from the database a piece at a time as they are taken. `page`: for our
 * own page, which shows pictures and keeps them for a while; `vendor`: for whoever has the address. A browser that is led there saves the
 * file and runs nothing of it.
 */
export function answerFile(c: Context<Env>, storage: Storage, row: UploadRow, to: 'page' | 'vendor'): Response {
  const isOurs = to === 'page'
  const disposition = isOurs && row.kind === 'image' ? 'inline' : 'attachment'
  const span = readRange(c.req.header('Range'), row.size)
  c.header('Accept-Ranges', 'bytes')
  c.header('Cache-Control', isOurs ? 'private, max-age=3600' : 'private, no-store')
  if (span === 'unsatisfiable') {
    c.header('Content-Range', `bytes */${row.size}`)
    return c.body(null, 416)
  }
  const { from, to: last } = span ?? { from: 0, to: row.size - 1 }
  c.header('Content-Type', row.mime_type)
  c.header('Content-Length', String(last - from + 1))
  c.header('Content-Disposition', contentDisposition(disposition, { ...row, type: row.mime_type }))
  c.header('Content-Security-Policy', "default-src 'none'; sandbox")
  c.header('X-Robots-Tag', 'noindex')
  if (span !== null) c.header('Content-Range', `bytes ${from}-${last}/${row.size}`)
  return c.body(streamUpload(storage, row, { from, to: last }), span === null ? 200 : 206)
}

/** The one span that is asked for; null for the whole, which also answers what is no span or several. */
function readRange(header: string | undefined, size: number): Span | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < from) return null
  return from > to ? 'unsatisfiable' : { from, to }
}
