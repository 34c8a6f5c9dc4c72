import type { Connector, ConnectorConfig } from '../connector.ts'
import type { OutgoingMessage } from '../sending.ts'
import type { VendorConversation } from '../reading.ts'

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

/** Every row that following the cursor meets; `between` happens after each page. */
export async function walk(
  connector: Connector,
  query: Parameters<Connector['listConversations']>[0],
  between = () => {},
): Promise<VendorConversation[]> {
  const rows = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await connector.listConversations({ ...query, ...(cursor === undefined ? {} : { cursor }) })
    rows.push(...page.rows)
    between()
    cursor = page.nextCursor
  }
  return rows
}

export function textTo(conversationId: string, text: string): OutgoingMessage {
  const content = { type: 'text', text } as const
  return { conversationId, contactId: null, channel: 'whatsapp', to: null, from: null, content }
}

/** What a vendor was asked, as its log shows it, whatever the ids. */
export function callsOf(log: { entries: () => { method: string; path: string }[] }): string[] {
  return log.entries().map(({ method, path }) => `${method} ${path.replace(/[\da-f]{8}-[\da-f-]{27}/, ':id')}`)
}
