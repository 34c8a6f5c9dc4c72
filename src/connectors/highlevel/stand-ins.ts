import type { ConnectorConfig } from '../connector.ts'
import type { OutgoingMessage } from '../sending.ts'

export const NOW = Date.parse('2026-05-23T10:30:00.000Z')
export const BASE = 'https://highlevel.test'
export const MAYA = 'mPu2tRi8XkQv4NzA6yLw'

export function configWith(overrides: Partial<ConnectorConfig>): ConnectorConfig {
  return {
    vendor: 'highlevel',
    baseUrl: BASE,
    apiKey: 'pit-test',
    webhookSecrets: [],
    fetch: () => Promise.reject(new Error('this test does not expect a call')),
    now: () => NOW,
    options: { locationId: 'tJ4kRtA8mZq2LsW0xVbN' },
    ...overrides,
  }
}

/** A text for the contact of a conversation. */
export function textTo(
  conversation: { id: string; contactId: string },
  channel: string,
  text: string,
): OutgoingMessage {
  const { id: conversationId, contactId } = conversation
  return { conversationId, contactId, channel, to: null, from: null, content: { type: 'text', text } }
}
