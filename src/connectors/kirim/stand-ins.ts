import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { ConnectorConfig } from '../connector.ts'

export const NOW = Date.parse('2026-05-23T10:30:00.000Z')
/** Where a message goes does not matter to a vendor that knows only numbers. */
export const ANYWHERE = { conversationId: null, contactId: null, channel: 'whatsapp' }
export const API_KEY = 'kdv_live_TestTestTestTestTestTest'

/** A payload from `fixtures/`, fresh each time so that a test may change it. */
export function fixture(name: string): unknown {
  const value: unknown = JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'))
  return value
}

export function configWith(overrides: Partial<ConnectorConfig>): ConnectorConfig {
  return {
    vendor: 'kirim',
    baseUrl: 'https://vendor.test/v1',
    apiKey: API_KEY,
    webhookSecrets: [],
    fetch: () => Promise.reject(new Error('this test does not expect a call')),
    now: () => NOW,
    options: {},
    ...overrides,
  }
}

/** The vendor's signature header for these bytes, written from its description and not with our verifier. */
export function signatureHeader(body: Uint8Array, secrets: readonly string[], ms: number): string {
  const t = String(Math.floor(ms / 1000))
  const marks = secrets.map((secret) => {
    const bytes = Buffer.concat([Buffer.from(`${t}.`), body])
    return `v1=${createHmac('sha256', Buffer.from(secret)).update(bytes).digest('hex')}`
  })
  return [`t=${t}`, ...marks].join(',')
}
