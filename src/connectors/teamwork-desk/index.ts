import type { Connector, ConnectorConfig } from '../connector.ts'
import type { ConversationPage, VendorUser } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import { channels } from './channels.ts'
import { createChats } from './chats.ts'
import { createClient } from './client.ts'
import { readCursor, readPageNumber, writeCursor } from './cursor.ts'
import { readPage } from './envelope.ts'
import { parseId } from './ids.ts'
import { readable, toUser } from './included.ts'
import { createMediaReading } from './media.ts'
import { CALLS_PER_MINUTE } from './rate-limit.ts'
import { createSending } from './sending.ts'
import { createStatuses } from './statuses.ts'
import { createSubscribing } from './subscribing.ts'
import { createTickets } from './tickets.ts'
import type { Listed } from './tickets.ts'
import { readDelivery } from './webhook.ts'
import { userWire } from './wire.ts'

/** The vendor cuts larger pages without a word. */
const LARGEST_PAGE = 100
const DEFAULT_PAGE = 50
/** More agents than any site has, and an end all the same. */
const MOST_USER_PAGES = 20
/** Reads and writes draw from one bucket, so each is promised a part of it: a write costs up to three calls. */
const READ_SHARE = 2 / 3

/**
 * Teamwork Desk, API v2: tickets as e-mail conversations, and live chats. Options: `timeoutMs` (10000), `resolveAs` (`solved`, or
 * `closed`, which sends no survey). Making it cannot fail; a wrong configuration fails each call with a `ConnectorError`.
 */
export function createTeamworkDesk(config: ConnectorConfig): Connector {
  const client = createClient(config)
  const statuses = createStatuses(client, config.now, config.options['resolveAs'] ?? 'solved')
  const tickets = createTickets(client, statuses)
  const chats = createChats(client)

  return {
    vendor: 'teamwork-desk',
    channels,
    hasOwnIds: false,
    filtersByStatus: true,

    async account(signal) {
      const { host, hostname } = siteOf(config.baseUrl)
      await statuses.look(signal)
      const limit = client.budget()?.limit ?? CALLS_PER_MINUTE
      const readPerMinute = Math.round(limit * READ_SHARE)
      const name = hostname.split('.')[0] ?? hostname
      return { accountId: host, name, readPerMinute, writePerMinute: limit - readPerMinute }
    },

    async listConversations({ status, contactId, cursor, limit = DEFAULT_PAGE }, signal): Promise<ConversationPage> {
      const { kind, page } = readCursor(cursor)
      const customer = customerNumber(contactId)
      const at = { page, limit: Math.min(limit, LARGEST_PAGE), ...(status === undefined ? {} : { status }) }
      if (kind === 'chats') {
        const listed = await chats.list({ ...at, ...(contactId === undefined ? {} : { contactId }) }, signal)
        return pageOf(listed, listed.hasMore ? writeCursor({ kind, page: page + 1 }) : null)
      }
      if (customer === null) return { rows: [], malformed: [], nextCursor: writeCursor({ kind: 'chats', page: 1 }) }
      const listed = await tickets.list({ ...at, ...(customer === undefined ? {} : { customer }) }, signal)
      if (listed.hasMore) return pageOf(listed, writeCursor({ kind, page: page + 1 }))
      // No chat is pending. How many there are only their own list tells.
      const next = status === 'pending' ? null : writeCursor({ kind: 'chats', page: 1 })
      return pageOf({ ...listed, behind: undefined }, next)
    },

    async getConversation(id, signal) {
      const { kind, number } = parseId(id)
      return kind === 'ticket' ? tickets.get(number, signal) : chats.get(number, signal)
    },

    async patchConversation(id, patch, signal) {
      const { kind, number } = parseId(id)
      return kind === 'ticket' ? tickets.patch(number, patch, signal) : chats.patch(number, patch, signal)
    },

    async listMessages({ conversationId, cursor, limit = DEFAULT_PAGE }, signal) {
      const { kind, number } = parseId(conversationId)
      if (kind === 'chat') return chats.messages(number, signal)
      const page = readPageNumber(cursor)
      const at = { page, limit: Math.min(limit, LARGEST_PAGE) }
      const { hasMore, ...rest } = await tickets.messages(number, at, signal)
      return { ...rest, nextCursor: hasMore ? String(page + 1) : null }
    },

    media: createMediaReading(config),

    sending: createSending(client, config),

    async listUsers(signal) {
      const users: VendorUser[] = []
      for (let page = 1; page <= MOST_USER_PAGES; page += 1) {
        const { rows, hasMore } = readPage(
          await client.get(['users'], { page, pageSize: LARGEST_PAGE }, signal),
          'users',
        )
        users.push(...readable(userWire, rows).filter(isActive).map(toUser))
        if (!hasMore) break
      }
      return users
    },

    /** Nobody there is known by a number, and no webhook names one. */
    findContacts: () => Promise.resolve([]),

    budget: client.budget,

    async readWebhook(request, _now, ours = []) {
      return readDelivery(request, [...config.webhookSecrets, ...ours])
    },

    subscribing: createSubscribing(client),
  }
}

/** Whose site it is stands in its address and, as far as is known, nowhere else. */
function siteOf(baseUrl: string): URL {
  const url = URL.parse(baseUrl)
  if (url !== null) return url
  throw new ConnectorError('rejected', 'invalid_base_url', 'The base URL is not a plain http(s) address. Correct it.')
}

/** Undefined when nobody is asked for, null when it is somebody who has no tickets. */
function customerNumber(contactId: string | undefined): number | null | undefined {
  if (contactId === undefined) return undefined
  const [, digits] = /^customer:([1-9]\d{0,14})$/.exec(contactId) ?? []
  return digits === undefined ? null : Number(digits)
}

function isActive({ state }: { state?: string | null | undefined }): boolean {
  return (state ?? 'active') === 'active'
}

function pageOf({ rows, malformed, behind }: Listed, nextCursor: string | null): ConversationPage {
  return { rows, malformed, nextCursor, ...(behind === undefined ? {} : { behind }) }
}
