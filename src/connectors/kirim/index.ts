import type { Connector, ConnectorConfig, VendorConversation } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { createClient } from './client.ts'
import { pathStyle } from './endpoint.ts'
import { readContact, readConversation, readMessage, readRows, toE164, toPatchBody, type ReadRow } from './map.ts'
import { first } from './content.ts'
import { readReceipt, readTemplate, toSendBody } from './send.ts'
import { readDelivery } from './webhook.ts'
import { isUsableId, itemEnvelope, listEnvelope, meWire } from './wire.ts'

/** The vendor keeps a key for 24 hours (its page on idempotency); less than that, as clocks differ and requests take their time. */
const KEY_LIFE_MS = 23 * 60 * 60 * 1000
/** An account may have 250 templates, so this is plenty and an end all the same. */
const MOST_TEMPLATE_PAGES = 10

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
    channel: 'whatsapp',
    holds: ['status', 'assignee'],
    filtersByStatus: true,

    async account(signal) {
      const me = meWire.safeParse(item(await client.get(['me'], {}, signal)))
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
        return one(await client.patch(path, toPatchBody(patch), signal), readConversation)
      } catch (error) {
        if (!(error instanceof ConnectorError && error.kind === 'malformed')) throw error
        // The vendor took the change and only its answer is unreadable: the truth is one read away. When that fails too, its reason
        // must not stand for the write's: a read's 404 would look like a refusal.
        return await getConversation(id, signal).catch(() => {
          throw error
        })
      }
    },

    async listMessages({ conversationId, cursor, limit }, signal) {
      const query = { conversation_id: conversationId, cursor, limit }
      const { rows, ...rest } = page(await client.get(['messages'], query, signal), readMessage)
      // Their order is not documented.
      return { rows: rows.toSorted((a, b) => b.createdAt - a.createdAt), ...rest }
    },

    sending: {
      maxText: 4096,
      hasWindow: true,
      keyLifeMs: KEY_LIFE_MS,
      async send(message, key, signal) {
        return readReceipt(await client.post(['messages'], toSendBody(message, pathStyle(config.options)), key, signal))
      },
      async listTemplates(signal) {
        const templates = []
        let cursor: string | null = null
        for (let pages = 0; pages < MOST_TEMPLATE_PAGES; pages += 1) {
          const query = { status: 'approved', limit: 100, ...(cursor === null ? {} : { cursor }) }
          const envelope = listEnvelope.safeParse(await client.get(['templates'], query, signal))
          if (!envelope.success) throw unreadable()
          templates.push(...envelope.data.data.flatMap((raw) => readTemplate(raw) ?? []))
          cursor = envelope.data.has_more === true ? first(envelope.data.next_cursor) : null
          if (cursor === null) break
        }
        return templates
      },
    },

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

    async readWebhook(request, now) {
      return readDelivery(request, config.webhookSecrets, now)
    },
  }
}

function conversationPath(id: string): readonly string[] {
  if (isUsableId(id)) return ['conversations', id]
  throw new ConnectorError('not_found', 'resource_not_found', 'No conversation can have this id.')
}

function page<T>(body: unknown, readRow: (raw: unknown) => ReadRow<T>) {
  const envelope = listEnvelope.safeParse(body)
  if (!envelope.success) throw unreadable()
  const { data, has_more: more, next_cursor: cursor } = envelope.data
  return { ...readRows(data, readRow), nextCursor: more === false ? null : first(cursor) }
}

function one<T>(body: unknown, readRow: (raw: unknown) => ReadRow<T>): T {
  const result = readRow(item(body))
  if (result.ok) return result.row
  throw new ConnectorError(
    'malformed',
    'bad_row',
    `Kirim.chat answered with an unreadable row: ${result.malformed.reason}`,
  )
}

function item(body: unknown): unknown {
  return itemEnvelope.safeParse(body).data?.data
}

function unreadable(): ConnectorError {
  return new ConnectorError('malformed', 'bad_shape', 'Kirim.chat answered with JSON of another shape than documented.')
}
