import type { Status } from '#contract/conversation.ts'
import type { ConversationPage, MessagePage, VendorConversation, VendorMessage } from '../reading.ts'
import type { PatchedConversation, VendorPatch } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { readRows } from '../kit/rows.ts'
import type { Client, Query } from './client.ts'
import { readItem, readPage } from './envelope.ts'
import { gone, parseMessageId } from './ids.ts'
import { readMessages, readTicket, type ReadTicket } from './map.ts'
import type { createStatuses, Statuses } from './statuses.ts'
import { ticketWire } from './wire.ts'

const beside = 'customers,contacts,users,messages,tags'

/** A page of a list, and what is known of those behind it. */
export type Listed = Pick<ConversationPage, 'rows' | 'malformed'> & { hasMore: boolean; behind: number | undefined }

type Signal = AbortSignal | undefined

/** Tickets: the vendor's e-mail conversations. Numbers are the vendor's own. */
export function createTickets(client: Client, statuses: ReturnType<typeof createStatuses>) {
  /** A page, the most recently changed first. */
  async function list(
    { status, customer, page, limit }: { status?: Status; customer?: number; page: number; limit: number },
    signal: Signal,
  ): Promise<Listed> {
    const wanted = {
      ...(status === undefined ? {} : { status: { $in: (await statuses.look(signal)).numbersOf(status) } }),
      ...(customer === undefined ? {} : { customer }),
    }
    const query: Query = { page, pageSize: limit, orderBy: 'updatedAt', orderMode: 'desc', includes: beside }
    if (Object.keys(wanted).length > 0) query['filter'] = JSON.stringify(wanted)
    const { rows: raws, included, ...place } = readPage(await client.get(['tickets'], query, signal), 'tickets')
    const known = await statuses.look(signal, statusNumbers(raws))
    const { rows, malformed } = readRows(raws, (raw) => readTicket(raw, included, known))
    return { rows: shown(rows), malformed, ...place }
  }

  async function get(number: number, signal: Signal): Promise<VendorConversation> {
    // Read first: where the list of statuses answers, a ticket that does not is gone, and not the whole address wrong.
    await statuses.look(signal)
    return visible(await read(number, signal)).conversation
  }

  async function read(number: number, signal: Signal): Promise<ReadTicket> {
    const body = await client.get(['tickets', number], { includes: beside }, signal).catch((error: unknown) => {
      if (error instanceof ConnectorError && error.kind === 'not_found') throw gone('This ticket is gone.', error)
      throw error
    })
    const { row, included } = readItem(body, 'ticket')
    return one(row, included, await statuses.look(signal, statusNumbers([row])))
  }

  async function patch(number: number, patch: VendorPatch, signal: Signal): Promise<PatchedConversation> {
    const { assigneeId } = patch
    const status = await statusToWrite(number, patch.status, signal)
    const body = {
      ...(status === null ? {} : { status: { id: status } }),
      ...(assigneeId === undefined ? {} : { agent: assigneeId === null ? null : { id: userNumber(assigneeId) } }),
    }
    if (Object.keys(body).length > 0) {
      await client.patch(['tickets', number], { ticket: body }, signal).catch((error: unknown) => {
        // The vendor took the change and only its answer is unreadable; what it holds now is read anyway.
        if (!(error instanceof ConnectorError && error.kind === 'malformed')) throw error
      })
    }
    const conversation = await confirmed(number, signal)
    // There is no sample of taking an agent off a ticket; whether it worked shows only afterwards.
    const isLeft = assigneeId === null && conversation.assignee !== null
    return { conversation, notApplied: isLeft ? ['assigneeId'] : [] }
  }

  /** The status to write, or null when what the ticket has means the same already: On-hold stays, and so does Closed. */
  async function statusToWrite(number: number, status: Status | undefined, signal: Signal): Promise<number | null> {
    if (status === undefined) return null
    const known = await statuses.look(signal)
    const { conversation } = visible(await read(number, signal))
    const isSame = conversation.unknownStatus === null && conversation.status === status
    return isSame ? null : known.numberFor(status)
  }

  /** What the ticket is after a write. A failure to read it must not stand for the write's: a 404 would look like a refusal. */
  async function confirmed(number: number, signal: Signal): Promise<VendorConversation> {
    try {
      return (await read(number, signal)).conversation
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error
      throw new ConnectorError('malformed', 'not_confirmed', 'Teamwork Desk took a change and did not show it.', {
        cause: error,
      })
    }
  }

  async function messages(
    number: number,
    { page, limit }: { page: number; limit: number },
    signal: Signal,
  ): Promise<Omit<MessagePage, 'nextCursor'> & { hasMore: boolean }> {
    const query = { page, pageSize: limit, orderBy: 'createdAt', orderMode: 'desc', includes: 'users,customers,files' }
    const body = await client.get(['tickets', number, 'messages'], query, signal)
    const { rows: raws, included, hasMore } = readPage(body, 'messages')
    const { rows, malformed } = readRows(raws, (raw) => readMessages(raw, included))
    return {
      rows: rows.flat().toSorted(newestFirst),
      malformed,
      hasMore,
    }
  }

  return { list, get, patch, messages }
}

/** Of one moment the later message is the newer one, and in it the later file. */
function newestFirst(a: VendorMessage, b: VendorMessage): number {
  const [one, other] = [parseMessageId(a.id), parseMessageId(b.id)]
  return b.createdAt - a.createdAt || other.message - one.message || (other.file ?? 0) - (one.file ?? 0)
}

function shown(rows: readonly ReadTicket[]): VendorConversation[] {
  return rows.flatMap(({ conversation, isHidden }) => (isHidden ? [] : [conversation]))
}

/** Spam, and what was merged into another or deleted, is not in this inbox. */
function visible(ticket: ReadTicket): ReadTicket {
  if (ticket.isHidden) throw gone('This ticket is spam, merged or deleted.')
  return ticket
}

function one(row: unknown, included: Parameters<typeof readTicket>[1], statuses: Statuses): ReadTicket {
  const result = readTicket(row, included, statuses)
  if (result.ok) return result.row
  const why = `Teamwork Desk answered with an unreadable ticket: ${result.malformed.reason}`
  throw new ConnectorError('malformed', 'bad_row', why)
}

function statusNumbers(raws: readonly unknown[]): number[] {
  const status = ticketWire.shape.status
  return raws.flatMap((raw) => {
    const given = typeof raw === 'object' && raw !== null && 'status' in raw ? raw.status : undefined
    return status.safeParse(given).data?.id ?? []
  })
}

/** An agent's number. Throws `ConnectorError` of kind `rejected` for an id that no agent there can have. */
export function userNumber(id: string): number {
  if (/^[1-9]\d{0,14}$/.test(id)) return Number(id)
  throw new ConnectorError('rejected', 'invalid_field', 'No agent of Teamwork Desk can have this id.', {
    param: 'assignee',
  })
}
