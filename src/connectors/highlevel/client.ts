import type { Budget, ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { addressBelow } from '../kit/base-url.ts'
import { exchange, timeoutMs, usableKey, type Answer } from '../kit/exchange.ts'
import { clampWait } from '../kit/waits.ts'
import { failureOf } from './failure.ts'
import { hasHalf, readLimits, tighter, usedUp, type Limits } from './rate-limit.ts'
import { version } from './settings.ts'

export const NAME = 'HighLevel'
/** How long a send may take is documented nowhere, and giving one up early leaves it in doubt. */
const SEND_TIMEOUT_MS = 30_000

export type Query = Record<string, string | number | undefined>

export type Client = {
  /** The parsed body of a 2xx. Throws `ConnectorError` for everything else. */
  get: (path: readonly string[], query?: Query, signal?: AbortSignal) => Promise<unknown>
  put: (path: readonly string[], body: object, signal?: AbortSignal) => Promise<unknown>
  post: (path: readonly string[], body: object, signal?: AbortSignal) => Promise<unknown>
  /** The tighter of the two limits as of the last answer that told them; they are the same for reads and writes. */
  budget: () => Budget | null
  /** Whether there is room for calls that can wait: half of the burst is left for those that cannot. */
  hasRoom: () => boolean
}

type Init = { method: string; headers?: Record<string, string>; body?: string }

/** HTTP to the vendor: the token, the version, the time limit, the limits, and every failure as a `ConnectorError`. It never retries. */
export function createClient(config: ConnectorConfig): Client {
  const { fetch, now } = config
  let limits: Limits = { burst: null, day: null }

  async function call(path: readonly string[], query: Query, init: Init, signal?: AbortSignal): Promise<unknown> {
    const spent = usedUp(limits, now())
    if (spent !== null) throw waiting(spent, now())
    const headers = {
      Authorization: `Bearer ${usableKey(config.apiKey)}`,
      Version: version(config),
      Accept: 'application/json',
      ...init.headers,
    }
    const patience = timeoutMs(config.options)
    const patienceMs = init.method === 'POST' ? Math.max(patience, SEND_TIMEOUT_MS) : patience
    const url = addressBelow(config.baseUrl, path, query)
    const answer = await exchange({ name: NAME, fetch }, url, { ...init, headers }, { patienceMs, signal })
    const told = readLimits(answer.headers, now())
    limits = { burst: told.burst ?? limits.burst, day: told.day ?? limits.day }
    return bodyOf(answer)
  }

  function bodyOf(answer: Answer): unknown {
    if (!answer.ok) throw failureOf(answer, now())
    if (answer.body !== undefined) return answer.body
    throw new ConnectorError('malformed', 'bad_json', `${NAME} answered with something that is not JSON.`, {
      status: answer.status,
    })
  }

  return {
    get: (path, query = {}, signal) => call(path, query, { method: 'GET' }, signal),
    put: (path, body, signal) => call(path, {}, withBody('PUT', body), signal),
    post: (path, body, signal) => call(path, {}, withBody('POST', body), signal),
    budget: () => tighter(limits),
    hasRoom: () => hasHalf(limits.burst, now()),
  }
}

function withBody(method: string, body: object): Init {
  return { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
}

/** One of our calls may take several of the vendor's, so the limit is kept here too: a call that cannot succeed is not made. */
function waiting({ resetAt }: Budget, now: number): ConnectorError {
  return new ConnectorError('rate_limited', 'limit_used_up', `All calls that ${NAME} allows for now are made.`, {
    retryAfterMs: clampWait(resetAt - now),
  })
}
