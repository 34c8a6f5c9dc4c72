import * as z from 'zod/mini'
import { channelSchema, connectionSchema } from '#contract/connection.ts'
import type { Channel, Connection } from '#contract/connection.ts'
import { connectionSetupSchema, vendorSchema } from '#contract/connection-setup.ts'
import type { ConnectionSetup, Vendor } from '#contract/connection-setup.ts'

/** Small limits, so that a test reaches them with small files. */
const fileRules = [
  { kind: 'image', types: ['image/jpeg', 'image/png'], max_bytes: 50_000, max_caption: 1024 },
  { kind: 'audio', types: ['audio/mpeg'], max_bytes: 50_000, max_caption: 0 },
  { kind: 'document', types: ['application/pdf', 'text/plain'], max_bytes: 100_000, max_caption: 1024 },
]

/** WhatsApp as Kirim has it, sending all there is. */
export function makeChannel(overrides: Partial<Channel> = {}): Channel {
  return z.parse(channelSchema, {
    name: 'whatsapp',
    holds: ['status', 'assignee'],
    sends: {
      max_text: 4096,
      window: true,
      templates: true,
      files: { takes: fileRules, why_not: null },
      starts_with: 'number',
    },
    assigning: null,
    sending: null,
    ...overrides,
  })
}

/** A connection that is doing well: read to the end, nothing owed, told of changes. */
export function makeConnection(overrides: Partial<Connection> = {}): Connection {
  return z.parse(connectionSchema, {
    id: 'con_1',
    object: 'connection',
    vendor: 'kirim',
    vendor_name: 'Kirim.chat',
    name: 'Toko Jakarta',
    state: 'ok',
    problem: null,
    backfill: { done: true, rows: 2000 },
    last_sync_at: '2026-11-20T09:00:00.000Z',
    backlog: 0,
    quarantined: 0,
    channels: [makeChannel()],
    webhooks: true,
    ...overrides,
  })
}

const words = (text: string) => ({ en: text, id: text })

/** A vendor that asks for a key, whose webhook secret is its own. */
export function makeVendor(
  overrides: Partial<Pick<Vendor, 'vendor' | 'name'>> & { webhooks?: 'theirs' | 'ours' } = {},
): Vendor {
  const { webhooks = 'theirs', ...rest } = overrides
  const field = { label: words('API key'), help: words('In its settings.'), preset: null }
  return z.parse(vendorSchema, {
    vendor: 'kirim',
    name: 'Kirim.chat',
    base_url: 'https://api.vendor.example',
    fields: [{ ...field, name: 'api_key', secret: true, required: true }],
    webhooks: { help: words('Add this address there.'), secret: webhooks },
    ...rest,
  })
}

export type WebhookStanding = Pick<NonNullable<ConnectionSetup['webhook']>, 'subscription' | 'last_delivery_at'>

/** How a connection is set up that was added here. */
export function makeSetup(connection: Connection, webhook: WebhookStanding): ConnectionSetup {
  return z.parse(connectionSetupSchema, {
    connection,
    source: connection.id === 'con_kirim' ? 'environment' : 'here',
    account_id: 'org_1',
    base_url: 'https://api.vendor.example',
    settings: [{ name: 'api_key', value: null }],
    webhook: {
      url: `https://sigap.example/hooks/${connection.id}`,
      secret: connection.vendor === 'highlevel' ? 'ours' : 'theirs',
      public: true,
      ...webhook,
    },
    budget: { limit: 600, remaining: 480, reset_at: '2026-11-20T09:01:00.000Z' },
    heard: { since_at: '2026-11-20T09:00:00.000Z', taken: 12, repeated: 1, refused: 2, ignored: 0 },
    created_at: '2026-11-20T09:00:00.000Z',
  })
}
