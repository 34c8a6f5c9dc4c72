import * as z from 'zod/mini'
import { ifReadable, pathId, text } from '../kit/wire-parts.ts'

const LATEST = Date.UTC(9999, 11, 31)

/** A moment as this vendor writes it: a number of milliseconds, the same as a text, or ISO 8601. In epoch milliseconds. */
export const moment = z.pipe(
  z.union([
    z.number(),
    z.pipe(
      z.string().check(z.regex(/^\d{10,16}$/)),
      z.transform((digits: string) => Number(digits)),
    ),
    z.pipe(
      z.iso.datetime({ offset: true }),
      z.transform((iso: string) => Date.parse(iso)),
    ),
  ]),
  z.pipe(
    z.transform((ms: number) => Math.floor(ms)),
    z.number().check(z.minimum(0), z.maximum(LATEST)),
  ),
)
const maybeMoment = z.nullish(moment)
const direction = z.enum(['inbound', 'outbound'])

/** A row of search. Documented are the id, the contact, the last message's type and text, the names and the unread count. */
export const rowWire = z.object({
  id: pathId,
  contactId: pathId,
  lastMessageType: ifReadable(z.string()),
  type: ifReadable(z.string()),
  unreadCount: z.nullish(z.number()),
  fullName: text,
  contactName: text,
  email: text,
  phone: text,
  // Seen by others in live answers, and missing from the description.
  lastMessageDate: maybeMoment,
  lastMessageDirection: ifReadable(direction),
  dateAdded: maybeMoment,
  dateUpdated: maybeMoment,
  assignedTo: text,
  starred: ifReadable(z.nullable(z.boolean())),
  deleted: ifReadable(z.nullable(z.boolean())),
  tags: ifReadable(z.nullable(z.array(ifReadable(z.string())))),
})
export type RowWire = z.infer<typeof rowWire>

/** As much of a row as paging needs, of rows that cannot be read too. */
export const placeWire = z.object({
  id: ifReadable(z.string()),
  sort: ifReadable(z.array(z.unknown())),
  lastMessageDate: ifReadable(moment),
})

export const searchWire = z.object({ conversations: z.array(z.unknown()), total: ifReadable(z.number()) })

/** `GET /conversations/{id}`: the conversation itself, as documented, or below `conversation`. */
const bareWire = z.object({
  contactId: pathId,
  deleted: ifReadable(z.boolean()),
  unreadCount: ifReadable(z.number()),
  assignedTo: text,
  starred: ifReadable(z.nullable(z.boolean())),
})
export type BareWire = z.infer<typeof bareWire>
export const bareAnswer = z.union([
  z.pipe(
    z.object({ conversation: bareWire }),
    z.transform(({ conversation }: { conversation: BareWire }) => conversation),
  ),
  bareWire,
])

const messageList = z.object({
  messages: z.array(z.unknown()),
  lastMessageId: ifReadable(z.nullable(z.string())),
  nextPage: ifReadable(z.boolean()),
})
/** Documented flat, answered one level deeper. */
export const messagesAnswer = z.union([
  z.pipe(
    z.object({ messages: messageList }),
    z.transform(({ messages }: { messages: z.infer<typeof messageList> }) => messages),
  ),
  messageList,
])

export const messageWire = z.object({
  id: pathId,
  messageType: ifReadable(z.string()),
  dateAdded: moment,
  body: text,
  direction: ifReadable(direction),
  status: text,
  attachments: ifReadable(z.nullable(z.array(z.string()))),
  meta: ifReadable(z.nullable(z.object({ email: ifReadable(z.object({ messageIds: ifReadable(z.array(pathId)) })) }))),
})
export type MessageWire = z.infer<typeof messageWire>
/** Documented flat, answered below `message`. */
export const messageAnswer = z.union([
  z.pipe(
    z.object({ message: messageWire }),
    z.transform(({ message }: { message: MessageWire }) => message),
  ),
  messageWire,
])

/** One e-mail, which no list tells. */
export const emailWire = z.object({
  id: pathId,
  subject: text,
  body: text,
  direction: ifReadable(direction),
  status: text,
  dateAdded: moment,
  attachments: ifReadable(z.nullable(z.array(z.string()))),
})
export type EmailWire = z.infer<typeof emailWire>
export const emailAnswer = z.union([
  z.pipe(
    z.object({ emailMessage: emailWire }),
    z.transform(({ emailMessage }: { emailMessage: EmailWire }) => emailMessage),
  ),
  emailWire,
])

export const contactAnswer = z.object({
  contact: z.nullish(z.object({ id: pathId, phone: text })),
})

export const usersAnswer = z.object({
  users: z.array(
    ifReadable(
      z.object({
        id: pathId,
        name: text,
        firstName: text,
        lastName: text,
        email: text,
        deleted: z.nullish(z.boolean()),
      }),
    ),
  ),
})

/** The answer to a send, with the least that makes it a receipt. */
export const receiptWire = z.object({
  messageId: ifReadable(pathId),
  emailMessageId: ifReadable(pathId),
  status: text,
})

/** Where a file is handed over, and what it is called until its address is known. */
export const uploadTicket = z.object({ uploadUrl: z.string(), uploadId: z.string(), filePath: z.string() })
/** Public addresses by the names of files. */
export const storedFile = z.object({ uploadedFiles: z.record(z.string(), z.url()) })

/** A list in a 422, a text in anything else. */
export const errorWire = z.object({
  message: ifReadable(z.union([z.string(), z.array(z.string())])),
  traceId: ifReadable(z.string().check(z.regex(/^[\w-]{1,64}$/))),
})
