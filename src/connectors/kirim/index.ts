import type { Connector, ConnectorConfig, PatchedConversation } from '../connector.ts'
import type { VendorConversation } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import { createClient } from './client.ts'
import { pathStyle } from './endpoint.ts'
import { createMediaReading } from './media.ts'
import { readItem, readPage, unreadable } from './envelope.ts'
import { toE164 } from '../kit/phone-number.ts'
import { readRows, type ReadRow } from '../kit/rows.ts'
import { channels } from './channels.ts'
import { readContact, readConversation, readMessage, toPatchBody } from './map.ts'
import { first } from '../kit/text.ts'
import { createSending } from './sending.ts'
import { createSubscribing } from './subscribing.ts'
import { readDelivery } from './webhook.ts'
import { isUsableId } from '../kit/wire-parts.ts'
import { meWire } from './wire.ts'

/**
 * Kirim.chat, generation A of its v1. Options: `timeoutMs` (10000), `pathStyle` (`root`, or `phone` for later generations,
 * together with `phoneNumberId`). Making it cannot fail; a wrong configuration fails each call with a `ConnectorError`.
 */
export function createKirim(config: ConnectorConfig): Connector {
  const client = createClient(config)

  async function getConversation(id: string, signal?: AbortSignal): Promise<VendorConversation> {
    return one(await client.get(conversationPath(id), {}, signal), readConversation)
  }

  return {
    vendor: 'kirim',
    channels,
    hasOwnIds: true,
    filtersByStatus: true,

    async account(signal) {
      const me = meWire.safeParse(readItem(await client.get(['me'], {}, signal)))
      if (!me.success) throw unreadable()
      const { organization, rate_limits: limits } = me.data
      return {
        accountId: organization.id,
        name: first(organization.name) ?? organization.id,
        readPerMinute: limits?.read_per_minute ?? null,
        writePerMinute: limits?.write_per_minute ?? null,
      }
    },

    async listConversations({ status, contactId, cursor, limit }, signal) {
      const query = { status, contact_id: contactId, cursor, limit }
      return page(await client.get(['conversations'], query, signal), readConversation)
    },

    getConversation,

    async patchConversation(id, patch, signal) {
      const path = conversationPath(id)
      try {
        return applied(one(await client.patch(path, toPatchBody(patch), signal), readConversation))
      } catch (error) {
        if (!(error instanceof ConnectorError && error.kind === 'malformed')) throw error
        // The vendor took the change and only its answer is unreadable: the truth is one read away. When that fails too, its reason
        // must not stand for the write's: a read's 404 would look like a refusal.
        return applied(
          await getConversation(id, signal).catch(() => {
            throw error
          }),
        )
      }
    },

    async listMessages({ conversationId, cursor, limit }, signal) {
      const query = { conversation_id: conversationId, cursor, limit }
      const { rows, ...rest } = page(await client.get(['messages'], query, signal), readMessage)
      // Their order is not documented.
      return { rows: rows.toSorted((a, b) => b.createdAt - a.createdAt), ...rest }
    },

    media: createMediaReading(client, config),

    sending: createSending(client, pathStyle(config.options)),

    async findContacts(phoneNumber, signal) {
      const phone = toE164(phoneNumber)
      // The vendor refuses what is no phone number; there is nobody to find either way.
      if (phone === null || !/^\+[1-9]\d{6,14}$/.test(phone)) return []
      const { rows } = page(await client.get(['contacts'], { phone, limit: 100 }, signal), readContact)
      return rows
        .filter((contact) => toE164(contact.phoneNumber) === phone)
        .map(({ id, accountPhoneNumber }) => ({ id, accountPhoneNumber }))
    },

    async listContacts({ cursor, limit }, signal) {
      const { rows, ...rest } = page(await client.get(['contacts'], { cursor, limit }, signal), readContact)
      return { rows: rows.map(({ id, name, email, phoneNumber }) => ({ id, name, email, phoneNumber })), ...rest }
    },

    budget: client.budget,

    async readWebhook(request, now, ours = []) {
      return readDelivery(request, [...config.webhookSecrets, ...ours], now)
    },

    subscribing: createSubscribing(client),
  }
}

function applied(conversation: VendorConversation): PatchedConversation {
  return { conversation, notApplied: [] }
}

function conversationPath(id: string): readonly string[] {
  if (isUsableId(id)) return ['conversations', id]
  throw new ConnectorError('not_found', 'resource_not_found', 'No conversation can have this id.')
}

function page<T>(body: unknown, readRow: (raw: unknown) => ReadRow<T>) {
  const { data, nextCursor } = readPage(body)
  return { ...readRows(data, readRow), nextCursor }
}

function one<T>(body: unknown, readRow: (raw: unknown) => ReadRow<T>): T {
  const result = readRow(readItem(body))
  if (result.ok) return result.row
  throw new ConnectorError(
    'malformed',
    'bad_row',
    `Kirim.chat answered with an unreadable row: ${result.malformed.reason}`,
  )
}
