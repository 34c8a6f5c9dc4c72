import * as z from 'zod/mini'
import { ifReadable, instant, instantOrNull, text } from '../kit/wire-parts.ts'

/** A row's number. Samples have it as a number; a string of digits is the same. */
export const number = z.pipe(
  z.union([z.int(), z.string().check(z.regex(/^\d{1,15}$/))]),
  z.pipe(z.transform(Number), z.int().check(z.positive())),
)
/** What a row refers to by number. Null, no key and 0 all mean nothing. */
const refOrNull = z.pipe(
  z.nullish(z.object({ id: z.union([number, z.literal([0, '0'])]) })),
  z.transform((ref: { id: number | '0' } | null | undefined) => (ref?.id ? Number(ref.id) || null : null)),
)
/** A status's number. The vendor's own samples disagree on that of Active, which is 0 in one of them. */
const statusNumber = z.union([
  number,
  z.pipe(
    z.literal([0, '0']),
    z.transform(() => 0),
  ),
])
const flag = ifReadable(z.boolean())
const list = ifReadable(z.array(z.unknown()))

export const ticketWire = z.object({
  id: number,
  subject: text,
  state: ifReadable(z.string()),
  isRead: flag,
  agent: refOrNull,
  customer: refOrNull,
  contact: ifReadable(refOrNull),
  status: z.object({ id: statusNumber }),
  messageCount: ifReadable(z.int()),
  tags: list,
  createdAt: instant,
  updatedAt: instant,
})
export type TicketWire = z.infer<typeof ticketWire>

/** What is written on a ticket, by a customer, by agents, or by the vendor. */
export const messageWire = z.object({
  id: number,
  ticket: ifReadable(refOrNull),
  threadType: ifReadable(z.string()),
  htmlBody: ifReadable(z.string()),
  /** As an older page calls the body. */
  message: ifReadable(z.string()),
  textBody: ifReadable(z.string()),
  createdBy: z.nullish(z.object({ id: z.unknown(), type: ifReadable(z.string()) })),
  files: list,
  isDraft: flag,
  state: ifReadable(z.string()),
  viewedByCustomerAt: ifReadable(instantOrNull),
  createdAt: instant,
})
export type MessageWire = z.infer<typeof messageWire>

/** A live chat. Its token lets whoever has it read along: neither that nor the rest of its plumbing is ever read. */
export const chatWire = z.object({
  id: number,
  contact: ifReadable(refOrNull),
  contactId: ifReadable(z.nullable(z.int())),
  state: ifReadable(z.string()),
  ticket_id: ifReadable(z.nullable(z.int())),
  users: list,
  createdAt: instant,
  updatedAt: instant,
})
export type ChatWire = z.infer<typeof chatWire>

export const chatMessageWire = z.object({
  id: number,
  conversation: ifReadable(refOrNull),
  contactId: ifReadable(z.nullable(z.int())),
  userId: ifReadable(z.nullable(z.int())),
  message: ifReadable(z.string()),
  state: ifReadable(z.string()),
  createdAt: instant,
})
export type ChatMessageWire = z.infer<typeof chatMessageWire>

export const customerWire = z.object({
  id: number,
  firstName: text,
  lastName: text,
  email: text,
  phone: text,
  mobile: text,
})
export const contactWire = z.object({ id: number, value: text, type: text, customer: ifReadable(refOrNull) })
export const userWire = z.object({ id: number, firstName: text, lastName: text, email: text, state: text })
export const fileWire = z.object({ id: number, filename: text, name: text, mimeType: text })
export type FileWire = z.infer<typeof fileWire>
/** A file that is to come, and the form in which the store of files takes it. */
export const fileFormWire = z.object({
  url: z.string(),
  params: z.record(z.string().check(z.minLength(1)), z.string()),
  file: z.object({ id: number }),
})
export const tagWire = z.object({ id: number, name: text })
export const statusWire = z.object({ id: statusNumber, name: text, code: text, isCustom: flag })
export type StatusWire = z.infer<typeof statusWire>
export const refWire = z.object({ id: number })

const pageNumbers = z.object({ page: ifReadable(z.object({ hasMore: flag })) })
/** Around every list. Lengths say nothing: the vendor cuts pages without a word. */
export const listEnvelope = z.object({
  included: ifReadable(z.record(z.string(), z.unknown())),
  pagination: ifReadable(
    z.object({
      hasMorePages: flag,
      records: ifReadable(z.number()),
      pageSize: ifReadable(z.number()),
      page: ifReadable(z.number()),
    }),
  ),
  meta: ifReadable(pageNumbers),
})
export const receiptWire = z.object({ message: z.object({ id: number, createdAt: ifReadable(instant) }) })

/** Where webhooks go, as it is documented for its making; the list of them was never seen. */
export const endpointWire = z.object({ id: number, url: z.string(), state: text, allEvents: flag, allInboxes: flag })

/** A 400, as the vendor's validator writes it. */
export const validatorWire = z.object({ errors: z.record(z.string(), z.unknown()) })
