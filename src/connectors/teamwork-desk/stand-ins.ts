import { createHmac } from 'node:crypto'
import type { ConnectorConfig } from '../connector.ts'
import type { OutgoingMessage } from '../sending.ts'
import type { WebhookRequest } from '../webhooks.ts'

export const NOW = Date.parse('2026-05-23T10:30:00.000Z')
export const BASE = 'https://toko.desk.test/desk/api/v2'
export const TOKEN = 'desk-webhook-token'
export const [MAYA, RINA] = [311, 312]

export function configWith(overrides: Partial<ConnectorConfig>): ConnectorConfig {
  return {
    vendor: 'teamwork-desk',
    baseUrl: BASE,
    apiKey: 'tkn.v1_test',
    webhookSecrets: [TOKEN],
    fetch: () => Promise.reject(new Error('this test does not expect a call')),
    now: () => NOW,
    options: {},
    ...overrides,
  }
}

/** So many minutes ago. */
export function ago(minutes: number): string {
  return new Date(NOW - minutes * 60_000).toISOString()
}

export function reply(conversationId: string | null, text: string): OutgoingMessage {
  return { conversationId, contactId: null, channel: 'email', to: null, from: null, content: { type: 'text', text } }
}

/** A delivery as the vendor describes it, signed from its description and not with our verifier. */
export function delivery(event: string, payload: string, token = TOKEN): WebhookRequest {
  const body = new TextEncoder().encode(payload)
  const signature = createHmac('sha256', token).update(body).digest('hex')
  return { headers: new Headers({ 'X-Desk-Event': event, 'X-Desk-Signature': signature }), body }
}
