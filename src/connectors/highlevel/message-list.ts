import type { MalformedRow, MessagePage, VendorMessage } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { readRow, readRows } from '../kit/rows.ts'
import { isUsableId } from '../kit/wire-parts.ts'
import type { Client } from './client.ts'
import { emailMessageId, toEmail, toMessage } from './messages.ts'
import { emailAnswer, messagesAnswer, messageWire, type MessageWire } from './wire.ts'

const MOST_ROWS = 100
/** E-mails cost a call each: a page ends where it would need more. */
const MOST_EMAILS = 20
const AT_ONCE = 5

type Wanted = { conversationId: string; cursor?: string; limit?: number; types?: readonly string[] }

/** A page as the vendor lists it, newest first. Throws `ConnectorError`. */
export async function listRows(client: Client, { conversationId, cursor, limit, types }: Wanted, signal?: AbortSignal) {
  if (!isUsableId(conversationId)) {
    throw new ConnectorError('not_found', 'no_such_id', 'No conversation can have this id.')
  }
  const query = { limit: Math.min(limit ?? MOST_ROWS, MOST_ROWS), lastMessageId: cursor, type: types?.join(',') }
  const answer = messagesAnswer.safeParse(
    await client.get(['conversations', conversationId, 'messages'], query, signal),
  )
  if (!answer.success) {
    throw new ConnectorError(
      'malformed',
      'bad_shape',
      'HighLevel answered a list of messages with JSON of another shape.',
    )
  }
  const { messages, lastMessageId, nextPage } = answer.data
  const page = readRows(messages, (raw) => readRow(messageWire, raw, (wire) => wire))
  // An empty page is the last one, whatever it says.
  const hasMore = nextPage === true && messages.length > 0
  return { ...page, nextCursor: hasMore ? (lastMessageId ?? page.rows.at(-1)?.id ?? null) : null }
}

/** When somebody wrote last in a conversation, or something happened in it; null when nothing did. */
export async function newestMoment(
  client: Client,
  conversationId: string,
  signal?: AbortSignal,
): Promise<number | null> {
  const { rows } = await listRows(client, { conversationId, limit: 1 }, signal)
  return rows[0]?.dateAdded ?? null
}

/** The messages of a page, e-mails with their words. */
export async function readMessages(client: Client, wanted: Wanted, signal?: AbortSignal): Promise<MessagePage> {
  const page = await listRows(client, wanted, signal)
  const { kept, isCut } = untilTooManyEmails(page.rows)
  const malformed: MalformedRow[] = [...page.malformed]
  const read = new Map<string, VendorMessage>()
  const wantedEmails = kept.flatMap((row) => emailIdsOf(row).map((id) => ({ id, row })))
  for (let at = 0; at < wantedEmails.length; at += AT_ONCE) {
    const some = wantedEmails.slice(at, at + AT_ONCE)
    for (const email of await Promise.all(some.map(({ id, row }) => readEmail(client, id, row, signal)))) {
      if ('reason' in email) malformed.push(email)
      else read.set(email.id, email)
    }
  }
  const rows = kept.flatMap((row) => {
    const ids = emailIdsOf(row)
    return ids.length === 0 ? [toMessage(row)] : ids.flatMap((id) => read.get(emailMessageId(id)) ?? [])
  })
  return {
    rows: [...new Map(rows.map((row) => [row.id, row])).values()].toSorted((a, b) => b.createdAt - a.createdAt),
    malformed,
    nextCursor: isCut ? (kept.at(-1)?.id ?? null) : page.nextCursor,
  }
}

/** One that is gone or cannot be read costs itself; anything else that fails, fails the page, so that it is read again. */
async function readEmail(
  client: Client,
  id: string,
  row: MessageWire,
  signal?: AbortSignal,
): Promise<VendorMessage | MalformedRow> {
  try {
    const answer = emailAnswer.safeParse(await client.get(['conversations', 'messages', 'email', id], {}, signal))
    if (answer.success) return toEmail(answer.data, emailIdsOf(row).length === 1 ? row.status : null)
    return { vendorId: id, reason: 'an e-mail of another shape than documented', payload: '' }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    if (error.kind !== 'not_found' && error.kind !== 'rejected' && error.kind !== 'malformed') throw error
    return { vendorId: id, reason: `an e-mail that cannot be read: ${error.code}`, payload: '' }
  }
}

function emailIdsOf({ meta, messageType, body }: MessageWire): readonly string[] {
  const isEmail = messageType?.includes('EMAIL') === true
  return isEmail && (body ?? '') === '' ? (meta?.email?.messageIds ?? []) : []
}

function untilTooManyEmails(rows: MessageWire[]): { kept: MessageWire[]; isCut: boolean } {
  let emails = 0
  const end = rows.findIndex((row) => {
    emails += emailIdsOf(row).length
    return emails > MOST_EMAILS
  })
  // A row with more than all of them is read all the same: the page must go on.
  return end === -1
    ? { kept: rows, isCut: false }
    : { kept: rows.slice(0, Math.max(1, end)), isCut: rows.length > Math.max(1, end) }
}
