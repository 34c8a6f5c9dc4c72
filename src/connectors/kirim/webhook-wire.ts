import * as z from 'zod/mini'
import { ifReadable } from '../kit/wire-parts.ts'
import { contentShape, errorCode } from './wire.ts'

const text = z.nullish(z.string())
const list = ifReadable(z.array(z.unknown()))

/** Meta's own body, passed on as it came. What is inside is read one by one, so that one bad part does not hide the rest. */
export const metaBody = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: list,
  /** Added by generation C. */
  kirim: ifReadable(z.object({ message_id: text, conversation_id: text })),
})
export const metaEntry = z.object({ changes: list })
export const metaChange = z.object({
  value: z.object({
    metadata: ifReadable(z.object({ display_phone_number: text })),
    contacts: list,
    messages: list,
    statuses: list,
  }),
})
export type MetaValue = z.infer<typeof metaChange>['value']

export const metaContact = z.object({ wa_id: z.string(), profile: z.object({ name: text }) })

export const metaMessage = z.object({
  from: z.string().check(z.regex(/\d/)),
  id: z.string().check(z.minLength(1)),
  /** Unix seconds as a string. */
  timestamp: z.string().check(z.regex(/^\d{1,11}$/)),
  type: z.catch(z.string(), 'unknown'),
  ...contentShape,
})

export const metaStatus = z.object({
  id: z.string().check(z.minLength(1)),
  recipient_id: text,
  status: ifReadable(z.string()),
  errors: list,
})
export const metaError = z.object({ code: errorCode })

/** The vendor's own envelope. One page of a later generation says `event` where the others say `type`. */
export const nativeBody = z.object({
  id: ifReadable(z.string()),
  type: ifReadable(z.string()),
  event: ifReadable(z.string()),
  data: z.unknown(),
})

const conversation = z.object({ id: z.string().check(z.minLength(1)) })
export const assignedData = z.object({ conversation, assignee: z.nullable(z.object({ user_id: text })) })
export const closedData = z.object({ conversation })
export const contactData = z.object({ contact: z.unknown() })
