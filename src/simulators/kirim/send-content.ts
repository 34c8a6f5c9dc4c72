import { badField, missingField, VendorError } from './errors.ts'
import { optionalText, requiredText, type JsonObject } from './input.ts'

export const outboundTypes = ['text', 'image', 'document', 'video', 'audio', 'template'] as const
type OutboundType = (typeof outboundTypes)[number]

/** The approved templates of the simulated accounts. */
const templates = ['order_update', 'payment_reminder', 'back_in_stock'] as const

const mimeTypes = { image: 'image/jpeg', document: 'application/pdf', video: 'video/mp4', audio: 'audio/ogg' } as const

/** Reads the per-type object of a send into the fields that the message resource shows. */
export function readOutboundContent(type: OutboundType, part: JsonObject): JsonObject {
  if (type === 'text') return { content: requiredText(part, 'body', 'text.body', 4096) }
  if (type === 'template') return readTemplate(part)
  const url = requiredText(part, 'url', `${type}.url`, 2048)
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') throw badField(`${type}.url`, 'url must be https.')
  const caption = optionalText(part, 'caption', `${type}.caption`, 1024)
  const filename = type === 'document' ? optionalText(part, 'filename', 'document.filename', 240) : undefined
  return {
    media_url: url,
    mime_type: mimeTypes[type],
    ...(caption === undefined ? {} : { caption }),
    ...(filename === undefined ? {} : { filename }),
  }
}

function readTemplate(part: JsonObject): JsonObject {
  const name = requiredText(part, 'name', 'template.name', 512)
  if (part['language'] === undefined) throw missingField('template.language')
  const language = requiredText(part, 'language', 'template.language', 16)
  const known = templates.find((template) => template === name)
  if (known === undefined) {
    throw new VendorError('invalid_template_name', 'No such template on your accounts.', 'template.name')
  }
  const components = part['components'] ?? []
  return { template: { name, language, components } }
}
