import type { Status } from '#contract/conversation.ts'
import type { MessagePage } from '../reading.ts'
import type { PatchedConversation, VendorPatch } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { readRows } from '../kit/rows.ts'
import { readChat, toChatMessages, type ReadChat } from './chat-map.ts'
import type { Client } from './client.ts'
import { readItem, readPage } from './envelope.ts'
import { gone } from './ids.ts'
import type { Included } from './included.ts'
import { userNumber } from './tickets.ts'
import type { Listed } from './tickets.ts'

const beside = 'contacts,customers,conversationmessages,users'

type Signal = AbortSignal | undefined

/**
 * Live chats: what the vendor calls conversations. Everything that is ever written to one is in `Writable`: a PATCH takes whatever it is
 * given, the token of the visitor among it.
 */
type Writable = { users: { id: number }[] }

export function createChats(client: Client) {
  async function list(
    { status, contactId, page, limit }: { status?: Status; contactId?: string; page: number; limit: number },
    signal: Signal,
  ): Promise<Listed> {
    const query = { page, pageSize: limit, orderBy: 'updatedAt', orderMode: 'desc', includes: beside }
    const body = await client.get(['conversations'], query, signal).catch((error: unknown) => {
      // Live chat is part of some plans only. A site without it has tickets and no chats, which is no failure.
      if (error instanceof ConnectorError && (error.status === 403 || error.status === 404))
        return { conversations: [] }
      throw error
    })
    const { rows: raws, included, ...place } = readPage(body, 'conversations')
    const { rows, malformed } = readRows(raws, (raw) => readChat(raw, included))
    const wanted = rows
      .filter(({ isHidden }) => !isHidden)
      .map(({ conversation }) => conversation)
      .filter((row) => status === undefined || row.status === status)
      .filter(({ contact }) => contactId === undefined || contact.id === contactId)
    return { rows: wanted, malformed, ...place }
  }

  async function read(number: number, signal: Signal): Promise<ReadChat & { included: Included }> {
    const body = await client.get(['conversations', number], { includes: beside }, signal).catch((error: unknown) => {
      if (error instanceof ConnectorError && error.kind === 'not_found') throw gone('This chat is gone.', error)
      throw error
    })
    const { row, included } = readItem(body, 'conversation')
    const result = readChat(row, included)
    if (!result.ok) {
      const why = `Teamwork Desk answered with an unreadable chat: ${result.malformed.reason}`
      throw new ConnectorError('malformed', 'bad_row', why)
    }
    if (result.row.isHidden) throw gone('This chat is deleted.')
    return { ...result.row, included }
  }

  async function patch(number: number, patch: VendorPatch, signal: Signal): Promise<PatchedConversation> {
    const before = await read(number, signal)
    const { assigneeId } = patch
    if (assigneeId === undefined) return { conversation: before.conversation, notApplied: unsaid(patch) }
    const conversation: Writable = { users: takingPart(before.userNumbers, assigneeId) }
    await client.patch(['conversations', number], { conversation }, signal).catch((error: unknown) => {
      if (!(error instanceof ConnectorError && error.kind === 'malformed')) throw error
    })
    const after = await read(number, signal)
    const isApplied = (after.conversation.assignee?.id ?? null) === assigneeId
    const notApplied = isApplied ? unsaid(patch) : [...unsaid(patch), 'assigneeId' as const]
    return { conversation: after.conversation, notApplied }
  }

  /** All of them come at once. */
  async function messages(number: number, signal: Signal): Promise<MessagePage> {
    const { included } = await read(number, signal)
    return { rows: toChatMessages(included, number), malformed: [], nextCursor: null }
  }

  return {
    list,
    get: async (number: number, signal: Signal) => (await read(number, signal)).conversation,
    patch,
    messages,
  }
}

/** A chat has no status that could be written. */
function unsaid({ status }: VendorPatch): (keyof VendorPatch)[] {
  return status === undefined ? [] : ['status']
}

/** Whoever is assigned takes the place of whoever was; others who take part stay. */
function takingPart([, ...others]: readonly number[], assigneeId: string | null): { id: number }[] {
  const wanted = assigneeId === null ? null : userNumber(assigneeId)
  const rest = others.filter((number) => number !== wanted)
  return (wanted === null ? rest : [wanted, ...rest]).map((id) => ({ id }))
}
