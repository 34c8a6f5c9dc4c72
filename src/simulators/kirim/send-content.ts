import { isRecord, type JsonObject } from '../kit/json.ts'
import { badField, missingField, VendorError } from './errors.ts'
import { optionalText, requiredText } from './input.ts'
import { findSendable } from './templates.ts'

export const outboundTypes = ['text', 'image', 'document', 'video', 'audio', 'template'] as const
type OutboundType = (typeof outboundTypes)[number]

type Outbound = {
  /** The fields that the message resource shows. */
  content: JsonObject
  /** Where the file is to be fetched; null for a message without one. */
  url: string | null
}

/** Reads the per-type object of a send. `nearby` are plain http addresses that are allowed all the same. */
export function readOutboundContent(type: OutboundType, part: JsonObject, nearby: (url: URL) => boolean): Outbound {
  if (type === 'text') return { content: { content: requiredText(part, 'body', 'text.body', 4096) }, url: null }
  if (type === 'template') return { content: readTemplate(part), url: null }
  const url = requiredText(part, 'url', `${type}.url`, 2048)
  const address = URL.parse(url)
  if (address === null || (address.protocol !== 'https:' && !nearby(address))) {
    throw badField(`${type}.url`, 'url must be https.')
  }
  const caption = optionalText(part, 'caption', `${type}.caption`, 1024)
  const filename = type === 'document' ? optionalText(part, 'filename', 'document.filename', 240) : undefined
  const content = { ...(caption === undefined ? {} : { caption }), ...(filename === undefined ? {} : { filename }) }
  return { content, url }
}

function readTemplate(part: JsonObject): JsonObject {
  const name = requiredText(part, 'name', 'template.name', 512)
  if (part['language'] === undefined) throw missingField('template.language')
  const language = requiredText(part, 'language', 'template.language', 16)
  if (findSendable(name, language) === undefined) {
    throw new VendorError('invalid_template_name', 'No such template on your accounts.', 'template.name')
  }
  const components = part['components'] ?? []
  return { template: { name, language, components } }
}

/** How many values a send brings for the body of its template. */
export function countParameters(content: JsonObject): number {
  const components = isRecord(content['template']) ? content['template']['components'] : undefined
  const body = Array.isArray(components)
    ? components.find((part) => isRecord(part) && part['type'] === 'body')
    : undefined
  const parameters: unknown = isRecord(body) ? body['parameters'] : undefined
  return Array.isArray(parameters) ? parameters.length : 0
}
