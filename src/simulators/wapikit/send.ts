import { isRecord, type JsonObject } from '../kit/json.ts'
import { parseIso } from '../kit/clock.ts'
import { integer } from '../kit/store.ts'
import { noteActivity, type Conversation } from './conversations.ts'
import { badRequest, VendorError } from './errors.ts'
import { hasFile } from './media.ts'
import { insertMessage } from './messages.ts'
import type { Message } from './message-row.ts'
import { planProgress } from './progress.ts'
import { isAsBuilt, type Vendor } from './vendor.ts'

const day = 24 * 60 * 60 * 1000

type Content = { type: string; data: JsonObject }

/** What each type needs, and of what kind it must be. */
const needed: Record<string, Record<string, 'string' | 'number'>> = {
  Text: { text: 'string' },
  Audio: { id: 'string' },
  Video: { id: 'string' },
  Image: { id: 'string' },
  Sticker: { id: 'string' },
  Document: { id: 'string', fileName: 'string' },
  Reaction: { reaction: 'string' },
  Location: { latitude: 'number', longitude: 'number' },
}

const files = new Set(['Audio', 'Video', 'Image', 'Sticker', 'Document'])

/** The type stands inside the data, and a time beside it that nobody uses. Throws what the handler answers. */
export function readNewMessage(vendor: Vendor, body: JsonObject): Content {
  const given = body['messageData']
  const createdAt = body['createdAt']
  if (typeof createdAt !== 'string' || parseIso(createdAt) === null) {
    throw badRequest(`parsing time ${JSON.stringify(createdAt)}: cannot parse`)
  }
  // As built, what cannot be told apart or sent is the server's own failure.
  const status = isAsBuilt(vendor) ? 500 : 400
  if (!isRecord(given)) throw new VendorError(status, 'unexpected end of JSON input')
  const { messageType: type, ...data } = given
  const fields = typeof type === 'string' ? needed[type] : undefined
  if (typeof type !== 'string' || fields === undefined) throw new VendorError(status, 'unknown discriminator value')
  for (const [field, kind] of Object.entries(fields)) {
    if (typeof data[field] !== kind || data[field] === '')
      throw new VendorError(status, `messageData.${field} is wrong`)
  }
  const crashes = (type === 'Image' && data['caption'] === undefined) || (type === 'Reaction' && !data['messageId'])
  if (crashes && isAsBuilt(vendor)) throw new VendorError(500, 'runtime error: invalid memory address')
  // Meta's own refusal, as the handler passes it on.
  if (files.has(type) && !hasFile(vendor, data['id'], type)) {
    throw new VendorError(500, `(#100) Param ${type.toLowerCase()}['id'] is not a valid media id`)
  }
  return { type, data }
}

/** Hands a message to Meta and stores it once Meta has it; the dashboard and the API both end here. */
export function sendMessage(vendor: Vendor, to: Conversation, { type, data }: Content): Message {
  const failure = vendor.nextSendFailure()
  if (failure !== null) throw new VendorError(500, failure)
  return vendor.store.transaction(() => {
    const message = insertMessage(vendor, { conversationId: to.id, direction: 'OutBound', type, data })
    noteActivity(vendor, to.id, message.createdMs)
    planProgress(vendor, message, isWindowOpen(vendor, message))
    for (const notice of vendor.onAccepted) notice(message)
    return message
  })
}

/** Meta takes a free text at any time, and tells later that it came too late. */
function isWindowOpen(vendor: Vendor, { conversationId, createdMs }: Message): boolean {
  const sql = `select max(created_ms) as at from messages where conversation_id = ? and direction = 'InBound'`
  const row = vendor.store.get(sql, conversationId)
  return row !== undefined && row['at'] !== null && createdMs < integer(row, 'at') + day
}
