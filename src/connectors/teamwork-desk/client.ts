import type { Budget, ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { addressBelow } from '../kit/base-url.ts'
import { exchange, timeoutMs, usableKey, type Answer } from '../kit/exchange.ts'
import { failureOf } from './failure.ts'
import { readBudget } from './rate-limit.ts'

export const NAME = 'Teamwork Desk'

/** A path below the base URL, without the `.json` that ends each. */
export type Path = readonly (string | number)[]
export type Query = Record<string, string | number | undefined>

export type Client = {
  /** The parsed body of a 2xx. Throws `ConnectorError` for everything else. */
  get: (path: Path, query?: Query, signal?: AbortSignal) => Promise<unknown>
  patch: (path: Path, body: object, signal?: AbortSignal) => Promise<unknown>
  post: (path: Path, body: object, signal?: AbortSignal) => Promise<unknown>
  /** What a 2xx says is not read. */
  remove: (path: Path, signal?: AbortSignal) => Promise<void>
  /** The budget as of the last answer that told it: one for reads and writes. */
  budget: () => Budget | null
}

/** HTTP to the vendor: the key, the time limit, the budget, and every failure as a `ConnectorError`. It never retries. */
export function createClient(config: ConnectorConfig): Client {
  const { fetch, now } = config
  let budget: Budget | null = null

  async function ask(
    method: string,
    path: Path,
    { query = {}, body, signal }: { query?: Query; body?: object; signal?: AbortSignal | undefined },
  ): Promise<Answer> {
    const url = addressBelow(config.baseUrl, withSuffix(path), query)
    const headers = { ...keyHeader(config), Accept: 'application/json' }
    const init =
      body === undefined
        ? { method, headers }
        : { method, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
    const patience = { patienceMs: timeoutMs(config.options), signal }
    const answer = await exchange({ name: NAME, fetch }, url, init, patience)
    budget = readBudget(answer.headers, now()) ?? budget
    if (!answer.ok) throw failureOf(answer, now())
    return answer
  }

  async function call(...asked: Parameters<typeof ask>): Promise<unknown> {
    const answer = await ask(...asked)
    if (answer.body === undefined) {
      throw new ConnectorError('malformed', 'bad_json', `${NAME} answered with something that is not JSON.`, {
        status: answer.status,
      })
    }
    return answer.body
  }

  return {
    get: (path, query, signal) => call('GET', path, { ...(query ? { query } : {}), signal }),
    patch: (path, body, signal) => call('PATCH', path, { body, signal }),
    post: (path, body, signal) => call('POST', path, { body, signal }),
    remove: async (path, signal) => void (await ask('DELETE', path, { signal })),
    budget: () => budget,
  }
}

/** The key where the vendor reads it. Throws `ConnectorError`. */
export function keyHeader({ apiKey }: ConnectorConfig): Record<string, string> {
  return { Authorization: `Bearer ${usableKey(apiKey)}` }
}

function withSuffix(path: Path): string[] {
  return path.map((segment, index) => (index === path.length - 1 ? `${segment}.json` : String(segment)))
}
