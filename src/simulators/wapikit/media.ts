import { drawDocument } from '../kit/document.ts'
import { showFilm } from '../kit/film.ts'
import { drawPicture } from '../kit/picture.ts'
import { recordSound } from '../kit/sound.ts'
import { notFound } from './errors.ts'
import type { Vendor } from './vendor.ts'

type Maker = { type: string; make: (name: string) => Uint8Array<ArrayBuffer> }

const makers: Readonly<Record<string, Maker>> = {
  Image: { type: 'image/png', make: drawPicture },
  Sticker: { type: 'image/png', make: drawPicture },
  Audio: { type: 'audio/wav', make: recordSound },
  Video: { type: 'video/mp4', make: showFilm },
  Document: { type: 'application/pdf', make: drawDocument },
}

/** The file of a message, which the vendor fetches from Meta for whoever asks, whole; here it is made when it is asked for. */
export function answerMedia(vendor: Vendor, conversationId: string, mediaId: string): Response {
  const sql = `select type from messages where conversation_id = ? and json_extract(data, '$.id') = ?`
  const maker = makers[String(vendor.store.get(sql, conversationId, mediaId)?.['type'])]
  if (maker === undefined) throw notFound('media')
  return new Response(maker.make(mediaId), { headers: { 'Content-Type': maker.type } })
}
