import type { ConnectorConfig } from '../connector.ts'
import type { OutgoingMessage } from '../sending.ts'

export const NOW = Date.parse('2026-05-23T08:00:00.000Z')
export const API_KEY = 'eyJhbGciOiJIUzI1NiJ9.dGVzdA.c2VjcmV0'

export function configWith(overrides: Partial<ConnectorConfig>): ConnectorConfig {
  return {
    vendor: 'wapikit',
    baseUrl: 'https://vendor.test/api',
    apiKey: API_KEY,
    webhookSecrets: [],
    fetch: () => Promise.reject(new Error('this test does not expect a call')),
    now: () => NOW,
    options: {},
    ...overrides,
  }
}

export function textTo(conversationId: string, text: string): OutgoingMessage {
  const content = { type: 'text', text } as const
  return { conversationId, contactId: null, channel: 'whatsapp', to: null, from: null, content }
}

/** What a vendor was asked, as its log shows it, whatever the ids. */
export function callsOf(log: { entries: () => { method: string; path: string }[] }): string[] {
  return log.entries().map(({ method, path }) => `${method} ${path.replace(/[\da-f]{8}-[\da-f-]{27}/, ':id')}`)
}
