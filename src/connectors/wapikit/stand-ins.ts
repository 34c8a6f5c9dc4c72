import type { ConnectorConfig } from '../connector.ts'

export const NOW = Date.parse('2026-05-23T08:00:00.000Z')
export const BASE_URL = 'https://vendor.test/api'
export const API_KEY = 'eyJhbGciOiJIUzI1NiJ9.dGVzdA.c2VjcmV0'

export function configWith(overrides: Partial<ConnectorConfig>): ConnectorConfig {
  return {
    vendor: 'wapikit',
    baseUrl: BASE_URL,
    apiKey: API_KEY,
    webhookSecrets: [],
    fetch: () => Promise.reject(new Error('this test does not expect a call')),
    now: () => NOW,
    options: {},
    ...overrides,
  }
}

/** A vendor that gives these answers in turn, the last one for ever, and remembers what it was asked. */
export function answering(...answers: readonly (() => Response)[]) {
  const requests: Request[] = []
  const fetch: ConnectorConfig['fetch'] = (input, init) => {
    requests.push(new Request(input, init))
    const answer = answers[Math.min(requests.length, answers.length) - 1]
    return answer ? Promise.resolve(answer()) : Promise.reject(new Error('no answer prepared'))
  }
  return { fetch, requests }
}
