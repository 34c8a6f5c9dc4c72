import type { MalformedRow, MessagePage, VendorMessage } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import type { Client } from './client.ts'
import { listRows, type Wanted } from './message-list.ts'
import { toEmails, toMessages } from './messages.ts'
import { readOne } from './one-message.ts'
import type { MessageWire } from './wire.ts'

/** E-mails cost a call each: a page ends where it would need more. */
const MOST_EMAILS = 20
const AT_ONCE = 5

type Email = { messages: VendorMessage[]; malformed: MalformedRow[] }

/** The messages of a page, newest first, e-mails with their words. Throws `ConnectorError`. */
export async function readThread(client: Client, wanted: Wanted, signal?: AbortSignal): Promise<MessagePage> {
  const page = await listRows(client, wanted, signal)
  const { kept, isCut } = untilTooManyEmails(page.rows)
  const wantedEmails = kept.flatMap((row) => emailIdsOf(row).map((id) => ({ id, row })))
  const emails = new Map<string, Email>()
  for (let at = 0; at < wantedEmails.length; at += AT_ONCE) {
    const some = wantedEmails.slice(at, at + AT_ONCE)
    const read = await Promise.all(some.map(({ id, row }) => readEmail(client, id, row, signal)))
    for (const [index, email] of read.entries()) emails.set(some[index]?.id ?? '', email)
  }
  const messages = kept.flatMap((row) => {
    const ids = emailIdsOf(row)
    return ids.length === 0 ? toMessages(row).toReversed() : ids.flatMap((id) => emails.get(id)?.messages ?? [])
  })
  return {
    // Rows of one thread may name the same e-mails.
    rows: [...new Map(messages.map((one) => [one.id, one])).values()].toSorted((a, b) => b.createdAt - a.createdAt),
    malformed: [...page.malformed, ...[...emails.values()].flatMap(({ malformed }) => malformed)],
    nextCursor: isCut ? (kept.at(-1)?.id ?? null) : page.nextCursor,
  }
}

/** One that is gone or cannot be read costs itself; anything else that fails, fails the page, so that it is read again. */
async function readEmail(client: Client, id: string, row: MessageWire, signal?: AbortSignal): Promise<Email> {
  try {
    const email = await readOne(client, { id, isEmail: true }, signal)
    const rowStatus = emailIdsOf(row).length === 1 ? row.status : null
    return { messages: toEmails(email, rowStatus).toReversed(), malformed: [] }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    if (error.kind !== 'not_found' && error.kind !== 'rejected' && error.kind !== 'malformed') throw error
    const malformed = { vendorId: id, reason: `an e-mail that cannot be read: ${error.code}`, payload: '' }
    return { messages: [], malformed: [malformed] }
  }
}

function emailIdsOf({ meta, messageType, body }: MessageWire): readonly string[] {
  const isEmail = messageType?.includes('EMAIL') === true
  return isEmail && (body ?? '') === '' ? (meta?.email?.messageIds ?? []) : []
}

/** A row with more than all of them is read all the same: the page must go on. */
function untilTooManyEmails(rows: MessageWire[]): { kept: MessageWire[]; isCut: boolean } {
  let emails = 0
  const end = rows.findIndex((row) => {
    emails += emailIdsOf(row).length
    return emails > MOST_EMAILS
  })
  const kept = end === -1 ? rows : rows.slice(0, Math.max(1, end))
  return { kept, isCut: kept.length < rows.length }
}
