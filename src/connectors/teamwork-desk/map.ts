import { mediaKinds } from '#contract/message-parts.ts'
import type { Untold, VendorConversation, VendorMessage, VendorUser } from '../reading.ts'
import { readRow, type ReadRow } from '../kit/rows.ts'
import { readTags } from '../kit/tags.ts'
import { cut, first } from '../kit/text.ts'
import { htmlToText } from '../kit/html-to-text.ts'
import { messageId, ticketId } from './ids.ts'
import { fullName, readable, type Included } from './included.ts'
import type { Statuses } from './statuses.ts'
import { messageWire, refWire, ticketWire, type FileWire, type MessageWire, type TicketWire } from './wire.ts'

const MAX_SUBJECT = 500
const MAX_FILENAME = 255

/** A ticket in our words, with what its status means where it is no status of an inbox. */
export type ReadTicket = { conversation: VendorConversation; isHidden: boolean }

export function readTicket(raw: unknown, included: Included, statuses: Statuses): ReadRow<ReadTicket> {
  const result = readRow(ticketWire, raw, (wire) => toTicket(wire, included, statuses))
  return result.ok ? result : { ok: false, malformed: { ...result.malformed, vendorId: numbered(raw, ticketId) } }
}

/** The id of a row that could not be read, as far as its number could. */
export function numbered(raw: unknown, toId: (number: number) => string): string | null {
  const ref = refWire.safeParse(raw).data
  return ref === undefined ? null : toId(ref.id)
}

function toTicket(wire: TicketWire, included: Included, statuses: Statuses): ReadTicket {
  const meaning = statuses.meaning(wire.status.id)
  const isGone = wire.state === 'deleted' || wire.state === 'merged'
  const conversation: VendorConversation = {
    id: ticketId(wire.id),
    channel: 'email',
    subject: first(cut(wire.subject ?? '', MAX_SUBJECT)),
    ...activityOf(wire, included),
    status: meaning === null || meaning === 'hidden' ? 'open' : meaning,
    unknownStatus: meaning === null ? statuses.wordFor(wire.status.id) : null,
    contact: contactOf(wire.customer, wire.contact ?? null, included, ticketId(wire.id)),
    accountPhoneNumber: null,
    assignee: userOf(wire.agent, included),
    starred: false,
    ...tagsOf(wire, included),
    unreadCount: wire.isRead === false ? 1 : 0,
    createdAt: wire.createdAt,
    updatedAt: wire.updatedAt,
  }
  return { conversation, isHidden: isGone || meaning === 'hidden' }
}

/** Tags stand beside the tickets under their numbers; one that did not come has no name, so then nothing is told. */
function tagsOf({ tags }: TicketWire, { tags: names }: Included) {
  const numbers = tags === undefined ? null : readable(refWire, tags).map(({ id }) => id)
  const isTold = numbers?.every((id) => names.has(id)) === true
  return isTold ? { tags: readTags(numbers.map((id) => names.get(id))) } : {}
}

/** When was written last, as the included messages tell it: a ticket's own time moves with every edit. */
function activityOf({ id, isRead, messageCount }: TicketWire, { messages }: Included) {
  const said = (messages ?? []).filter((message) => message.ticket === id && isSaid(message))
  const isTold = said.length > 0 || (messages !== null && messageCount === 0)
  const untold: Untold[] = [
    ...(isTold ? [] : ['activity' as const]),
    ...(isRead === undefined ? ['unread' as const] : []),
  ]
  return {
    ...(untold.length === 0 ? {} : { untold }),
    lastMessageAt: newest(said),
    lastInboundAt: newest(said.filter(isInbound)),
  }
}

/** Whether it went to or came from the customer. */
function isSaid(message: MessageWire): boolean {
  return (message.threadType ?? 'message').toLowerCase() === 'message' && isShown(message)
}

/** A draft was not sent, and what was deleted there is not shown here. */
function isShown({ isDraft, state }: MessageWire): boolean {
  return isDraft !== true && state !== 'deleted'
}

function isInbound({ createdBy }: MessageWire): boolean {
  return createdBy?.type === 'customers'
}

export function newest(rows: readonly { createdAt: number }[]): number | null {
  return rows.length === 0 ? null : Math.max(...rows.map(({ createdAt }) => createdAt))
}

export function userOf(number: number | null, { users }: Included): VendorUser | null {
  if (number === null) return null
  return users.get(number) ?? { id: String(number), name: null, email: null }
}

/** The person, whom tickets and chats share, or the one address by which they wrote where nobody knows whose it is. */
export function contactOf(
  customerNumber: number | null,
  contactNumber: number | null,
  { customers, contacts }: Included,
  otherwise: string,
): VendorConversation['contact'] {
  const contact = contactNumber === null ? undefined : contacts.get(contactNumber)
  const number = customerNumber ?? contact?.customer ?? null
  const customer = number === null ? undefined : customers.get(number)
  const address = contact?.type === 'email' ? contact.value : null
  const id = number !== null ? `customer:${number}` : contactNumber !== null ? `contact:${contactNumber}` : otherwise
  return {
    id,
    phoneNumber: first(customer?.phone, customer?.mobile),
    name: fullName(customer?.firstName, customer?.lastName),
    email: first(customer?.email, address),
  }
}

/** What stands on a ticket: a message with its first file, and each further file behind it; nothing for what was never sent or is deleted. */
export function readMessages(raw: unknown, included: Included): ReadRow<VendorMessage[]> {
  return readRow(messageWire, raw, (wire) => (isShown(wire) ? toMessages(wire, included) : []))
}

function toMessages(wire: MessageWire, { files: known }: Included): VendorMessage[] {
  const isMessage = isSaid(wire)
  const isNote = wire.threadType?.toLowerCase() === 'note'
  const inbound = isMessage && isInbound(wire)
  const files = readable(refWire, wire.files ?? []).map(({ id }) => toFile(id, known.get(id)))
  const said: VendorMessage = {
    id: messageId({ message: wire.id, file: null }),
    direction: inbound ? 'inbound' : 'outbound',
    type: isMessage ? 'text' : isNote ? 'note' : 'event',
    text: first(bodyOf(wire)),
    label: null,
    delivery: isMessage && !inbound ? { state: wire.viewedByCustomerAt ? 'read' : 'accepted', code: null } : null,
    createdAt: wire.createdAt,
  }
  // What colleagues attached to a note goes by its name.
  if (!isMessage) return [{ ...said, label: first(files[0]?.label) }]
  return files.length === 0 ? [said] : files.map((file, index) => withFile(said, wire.id, file, index))
}

type File = ReturnType<typeof toFile>

/** The words stand beside the first. */
function withFile(said: VendorMessage, message: number, file: File, index: number): VendorMessage {
  const text = index === 0 ? said.text : null
  return { ...said, ...file, id: messageId({ message, file: Number(file.fileRef) }), text }
}

function toFile(number: number, file: FileWire | undefined) {
  const filename = first(cut(first(file?.filename, file?.name) ?? '', MAX_FILENAME))
  const mime_type = first(file?.mimeType)
  const family = mime_type?.split('/')[0]
  const kind = mediaKinds.find((known) => known === family) ?? 'document'
  return {
    type: kind,
    label: filename,
    media: { kind, mime_type, filename, size: null },
    fileRef: String(number),
  }
}

function bodyOf({ htmlBody, message, textBody }: MessageWire): string {
  const html = first(htmlBody, message)
  return html === null ? (textBody ?? '') : htmlToText(html)
}
