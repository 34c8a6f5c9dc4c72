import * as z from 'zod/mini'
import { ifReadable, pathId, text } from '../kit/wire-parts.ts'
import { moment } from './wire.ts'

/** What every delivery has beside its event's fields. */
export const envelopeWire = z.object({
  type: z.string().check(z.minLength(1), z.maxLength(100)),
  webhookId: ifReadable(z.string().check(z.minLength(1), z.maxLength(200))),
  timestamp: ifReadable(moment),
  dateAdded: ifReadable(moment),
  /** One page shows the fields below this, all others beside `type`. */
  data: ifReadable(z.record(z.string(), z.unknown())),
  locationId: text,
})

export const messageHook = z.object({
  conversationId: pathId,
  messageId: ifReadable(pathId),
  emailMessageId: ifReadable(pathId),
  messageType: ifReadable(z.string()),
  direction: ifReadable(z.string()),
  dateAdded: ifReadable(moment),
  body: text,
  subject: text,
  status: text,
  attachments: ifReadable(z.nullable(z.array(z.string()))),
})
export type MessageHook = z.infer<typeof messageHook>

export const unreadHook = z.object({ id: pathId })

export const contactHook = z.object({
  id: pathId,
  name: text,
  firstName: text,
  lastName: text,
  email: text,
  phone: text,
})
