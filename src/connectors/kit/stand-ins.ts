import type { Connector, ConnectorConfig } from '../connector.ts'
import type { VendorConversation } from '../reading.ts'

/** A vendor that gives these answers in turn, the last one for ever, and remembers what it was asked. For tests. */
export function answering(...answers: readonly (() => Response)[]) {
  const requests: Request[] = []
  const fetch: ConnectorConfig['fetch'] = (input, init) => {
    requests.push(new Request(input, init))
    const answer = answers[Math.min(requests.length, answers.length) - 1]
    return answer ? Promise.resolve(answer()) : Promise.reject(new Error('no answer prepared'))
  }
  return { fetch, requests }
}

/** All rows that following the cursor meets, page by page; `between` happens after each page. For tests. */
export async function walk(
  connector: Connector,
  query: Parameters<Connector['listConversations']>[0],
  between: () => void = () => undefined,
): Promise<VendorConversation[]> {
  const rows = []
  for (let cursor: string | null | undefined; cursor !== null; between()) {
    const page = await connector.listConversations({ ...query, ...(cursor === undefined ? {} : { cursor }) })
    rows.push(...page.rows)
    cursor = page.nextCursor
  }
  return rows
}
