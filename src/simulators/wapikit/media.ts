import { drawDocument } from '../kit/document.ts'
import { showFilm } from '../kit/film.ts'
import { drawPicture } from '../kit/picture.ts'
import { recordSound } from '../kit/sound.ts'
import { plainToken } from '../kit/ids.ts'
import { text } from '../kit/store.ts'
import { badRequest, notFound, VendorError } from './errors.ts'
import type { Vendor } from './vendor.ts'

type Maker = { type: string; make: (name: string) => Uint8Array<ArrayBuffer> }

const makers: Readonly<Record<string, Maker>> = {
  Image: { type: 'image/png', make: drawPicture },
  Sticker: { type: 'image/png', make: drawPicture },
  Audio: { type: 'audio/wav', make: recordSound },
  Video: { type: 'video/mp4', make: showFilm },
  Document: { type: 'application/pdf', make: drawDocument },
}

/** A file in the form's `file`, as Meta takes it: its type is what the form says. */
export async function takeFile(vendor: Vendor, conversationId: string, request: Request) {
  const form = await request.formData().catch(() => null)
  const file = form?.get('file')
  if (!(file instanceof File)) throw badRequest('http: no such file')
  if (file.size === 0 || file.type === '') throw new VendorError(500, '(#100) Param file must be a file')
  const mediaId = plainToken(16, vendor.random)
  vendor.store.insert('files', {
    id: mediaId,
    conversation_id: conversationId,
    mime_type: file.type,
    bytes: await file.bytes(),
  })
  return { mediaId, mediaUrl: `https://lookaside.fbsbx.example/${mediaId}` }
}

/** Whether Meta has a file of this type, which a message may then name. */
export function hasFile(vendor: Vendor, id: unknown, type: string): boolean {
  const row = vendor.store.get('select mime_type from files where id = ?', String(id))
  const family = text(row ?? { mime_type: '' }, 'mime_type').split('/')[0]
  return row !== undefined && (type === 'Document' || family === (type === 'Sticker' ? 'image' : type.toLowerCase()))
}

/** The file of a message, which the vendor fetches from Meta for whoever asks, whole; here it is made when it is asked for. */
export function answerMedia(vendor: Vendor, conversationId: string, mediaId: string): Response {
  const given = vendor.store.get('select * from files where id = ? and conversation_id = ?', mediaId, conversationId)
  if (given?.['bytes'] instanceof Uint8Array) {
    return new Response(new Uint8Array(given['bytes']), { headers: { 'Content-Type': text(given, 'mime_type') } })
  }
  const sql = `select type from messages where conversation_id = ? and json_extract(data, '$.id') = ?`
  const maker = makers[String(vendor.store.get(sql, conversationId, mediaId)?.['type'])]
  if (maker === undefined) throw notFound('media')
  return new Response(maker.make(mediaId), { headers: { 'Content-Type': maker.type } })
}
