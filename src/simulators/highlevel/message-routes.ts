import type { Hono } from 'hono'

import { mustFindConversation } from './changes.ts'
import { emailToWire, findEmail } from './emails.ts'
import { missing, unprocessable } from './errors.ts'
import { fileUrl, located } from './files.ts'
import { newRouter, traced, type VendorEnv } from './http.ts'
import { check, numberIn, numeric, optional, readObject, textIn } from './input.ts'
import { typesOfFilter } from './message-types.ts'
import { findMessage, listMessages, messageToWire } from './messages.ts'
import type { Message } from './message-row.ts'
import { readSend, sendMessage } from './send.ts'
import { complete, initiate } from './uploads.ts'
import type { Vendor } from './vendor.ts'

const listRules = { limit: numeric, lastMessageId: optional('string'), type: optional('string') }
const mostMessages = 100

/** Mounted below `/conversations`. */
export function messageRoutes(vendor: Vendor): Hono<VendorEnv> {
  const routes = newRouter()
  const live = (): boolean => vendor.behaviour.messageShape === 'live'

  routes.get('/messages/email/:id', (c) => {
    const email = findEmail(vendor, c.req.param('id'))
    const message = email && findMessage(vendor, email.messageId)
    if (!email || !message) throw missing('The email message', c.var.version)
    return traced(
      vendor,
      c,
      emailToWire(vendor, { ...email, attachments: located(email.attachments, c.req.url) }, message),
    )
  })

  routes.get('/messages/:id', (c) => {
    const found = findMessage(vendor, c.req.param('id'))
    if (!found) throw missing('The message', c.var.version)
    const message = messageToWire(vendor, locatedIn(found, c.req.url))
    return traced(vendor, c, live() ? { message } : message)
  })

  routes.post('/messages', async (c) => {
    const outgoing = readSend(vendor, await readObject(c.req.raw), c.var.version)
    return traced(vendor, c, sendMessage(vendor, outgoing))
  })

  routes.post('/messages/upload/initiate', async (c) => {
    const at = { url: c.req.url, version: c.var.version }
    return traced(vendor, c, initiate(vendor, await readObject(c.req.raw), at))
  })

  routes.post('/messages/upload/complete', async (c) => {
    const { name, filename, metadata } = complete(vendor, await readObject(c.req.raw), c.var.version)
    const [address] = located([fileUrl(name)], c.req.url)
    return traced(vendor, c, { uploadedFiles: { [filename]: address }, metadata })
  })

  routes.get('/:id/messages', (c) => {
    const given = check(c.req.query(), listRules)
    const { id: conversationId } = mustFindConversation(vendor, c.req.param('id'), c.var.version)
    const types = typesOfFilter(textIn(given, 'type') ?? '')
    if (types === undefined) throw unprocessable('type must be a list of message types that can be filtered by')
    const lastId = textIn(given, 'lastMessageId')
    const after = lastId === undefined ? null : findMessage(vendor, lastId)
    if (after === undefined) throw missing('The last message', c.var.version)
    const limit = Math.min(mostMessages, numberIn(given, 'limit') ?? 20)
    const found = listMessages(vendor, { conversationId, types, after, limit: limit + 1 })
    const shown = found.slice(0, limit)
    const list = {
      lastMessageId: shown.at(-1)?.id ?? '',
      nextPage: found.length > limit,
      messages: shown.map((message) => messageToWire(vendor, locatedIn(message, c.req.url))),
    }
    return traced(vendor, c, live() ? { messages: list } : list)
  })

  return routes
}

function locatedIn(message: Message, url: string): Message {
  return { ...message, attachments: located(message.attachments, url) }
}
