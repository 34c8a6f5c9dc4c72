import type { Connector, ConnectorConfig } from '../connector.ts'
import type { VendorConversation } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import { first } from '../kit/text.ts'
import { isUsableId } from '../kit/wire-parts.ts'
import { channels } from './channels.ts'
import { createClient, NAME, unreadable } from './client.ts'
import { createFollow } from './follow.ts'
import { createLister } from './lister.ts'
import { DELETED, readConversation } from './map.ts'
import { createMediaReading } from './media.ts'
import { listMembers } from './members.ts'
import { readMessages } from './messages.ts'
import { patchConversation } from './patch.ts'
import { createSending } from './sending.ts'
import { conversationEnvelope, userEnvelope } from './wire.ts'

const MINUTES_OF_A_WINDOW = 60

/**
 * WapiKit's conversation API. Options: `timeoutMs` (10000), `tokenHeader` (`x-access-token`). Making it cannot fail; a wrong configuration
 * fails each call with a `ConnectorError`.
 */
export function createWapikit(config: ConnectorConfig): Connector {
  const client = createClient(config)
  const lister = createLister(client)

  async function getConversation(id: string, signal?: AbortSignal): Promise<VendorConversation> {
    const body = await client.get(['conversation', usable(id)], {}, signal)
    const result = readConversation(conversationEnvelope.safeParse(body).data?.conversation, 'single')
    if (!result.ok) {
      const { reason } = result.malformed
      throw new ConnectorError('malformed', 'bad_row', `${NAME} answered with an unreadable row: ${reason}`)
    }
    // It stays to be read by its id and stands in no list.
    if (result.row.unknownStatus === DELETED) throw noSuchConversation()
    return result.row
  }

  return {
    vendor: 'wapikit',
    channels,
    hasOwnIds: false,
    filtersByStatus: true,

    async account(signal) {
      const user = userEnvelope.safeParse(await client.get(['user'], {}, signal)).data?.user
      if (user === undefined) throw unreadable()
      // Every member's key may ask for its user, not every one for conversations; and only here are limits told.
      await lister.list({}, signal)
      const perMinute = Math.floor((client.budget('read')?.limit ?? 0) / MINUTES_OF_A_WINDOW)
      const { uniqueId, name } = user.organization
      const told = perMinute > 0 ? perMinute : null
      return {
        accountId: uniqueId,
        name: first(name) ?? uniqueId,
        readPerMinute: told,
        writePerMinute: told,
        countedOverMs: MINUTES_OF_A_WINDOW * 60_000,
      }
    },

    listConversations: lister.list,
    getConversation,

    async patchConversation(id, patch, signal) {
      return patchConversation({ client, lister, getConversation }, usable(id), patch, signal)
    },

    async listMessages({ conversationId, ...at }, signal) {
      return readMessages(client, ['conversation', usable(conversationId), 'messages'], at, signal)
    },

    media: createMediaReading(client, config),

    sending: createSending(client, config.now),

    async listUsers(signal) {
      return listMembers(client, signal)
    },

    // Contacts cannot be asked for by number, and every event names its conversation.
    async findContacts() {
      return []
    },

    budget: client.budget,
    follow: createFollow(config),
  }
}

function usable(id: string): string {
  if (isUsableId(id)) return id
  throw noSuchConversation()
}

function noSuchConversation(): ConnectorError {
  return new ConnectorError('not_found', 'resource_not_found', 'There is no such conversation.')
}
