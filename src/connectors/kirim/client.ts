import type { Budget, ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { endpoint, type Query } from './endpoint.ts'
import { exchange, timeoutMs, usableKey, type Answer } from '../kit/exchange.ts'
import { failureOf } from './failure.ts'
import { readBudget } from '../kit/budget.ts'
import { locatedEnvelope } from './wire.ts'

const NAME = 'Kirim.chat'
/** The vendor holds a repeated key for up to 30 s while the first call with it runs; giving up before that would learn nothing. */
const SEND_TIMEOUT_MS = 35_000

export type Client = {
  /** The parsed body of a 2xx. Throws `ConnectorError` for everything else. */
  get: (path: readonly string[], query?: Query, signal?: AbortSignal) => Promise<unknown>
  patch: (path: readonly string[], body: unknown, signal?: AbortSignal) => Promise<unknown>
  /** Where a GET is redirected to, unfollowed. Throws `ConnectorError` when it is not. */
  locate: (path: readonly string[], signal?: AbortSignal) => Promise<string>
  /** `key` makes repeating it safe: visible ASCII, 255 characters at most. */
  post: (path: readonly string[], body: unknown, key: string, signal?: AbortSignal) => Promise<unknown>
  /** What a 2xx says is not read. */
  remove: (path: readonly string[], signal?: AbortSignal) => Promise<void>
  /** The budget as of the last answer of that kind that told it. */
  budget: (kind: 'read' | 'write') => Budget | null
}

type Init = { method: string; headers?: Record<string, string>; body?: string }

/** HTTP to the vendor: the key, the time limit, the budget, and every failure as a `ConnectorError`. It never retries. */
export function createClient(config: ConnectorConfig): Client {
  const { fetch, now } = config
  const budgets: Record<'read' | 'write', Budget | null> = { read: null, write: null }

  async function ask(kind: 'read' | 'write', url: URL, init: Init, signal?: AbortSignal): Promise<Answer> {
    const headers = { Authorization: `Bearer ${usableKey(config.apiKey)}`, Accept: 'application/json', ...init.headers }
    const patience = timeoutMs(config.options)
    const patienceMs = init.method === 'POST' ? Math.max(patience, SEND_TIMEOUT_MS) : patience
    const answer = await exchange({ name: NAME, fetch }, url, { ...init, headers }, { patienceMs, signal })
    budgets[kind] = readBudget(answer.headers) ?? budgets[kind]
    return answer
  }

  async function send(...call: Parameters<typeof ask>): Promise<unknown> {
    const answer = await ask(...call)
    if (!answer.ok) throw failureOf(answer, now())
    if (answer.body === undefined) throw malformed(answer, 'bad_json', 'something that is not JSON')
    return answer.body
  }

  async function locate(path: readonly string[], signal?: AbortSignal): Promise<string> {
    const answer = await ask('read', endpoint(config, path), { method: 'GET' }, signal)
    const { status, headers, body } = answer
    const location =
      status >= 300 && status < 400 ? headers.get('location') : locatedEnvelope.safeParse(body).data?.data.url
    if (location !== undefined && location !== null) return location
    if (!answer.ok) throw failureOf(answer, now())
    throw malformed(answer, 'bad_shape', 'no address')
  }

  return {
    get: async (path, query, signal) => send('read', endpoint(config, path, query), { method: 'GET' }, signal),
    locate,
    patch: async (path, body, signal) => {
      const headers = { 'Content-Type': 'application/json' }
      const init = { method: 'PATCH', headers, body: JSON.stringify(body) }
      return send('write', endpoint(config, path), init, signal)
    },
    post: async (path, body, key, signal) => {
      const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': repeatable(key) }
      const init = { method: 'POST', headers, body: JSON.stringify(body) }
      return send('write', endpoint(config, path), init, signal)
    },
    remove: async (path, signal) => {
      const answer = await ask('write', endpoint(config, path), { method: 'DELETE' }, signal)
      if (!answer.ok) throw failureOf(answer, now())
    },
    budget: (kind) => budgets[kind],
  }
}

function malformed({ status, headers }: Answer, code: string, what: string): ConnectorError {
  return new ConnectorError('malformed', code, `Kirim.chat answered with ${what}.`, {
    status,
    vendorRequestId: headers.get('x-request-id') ?? undefined,
  })
}

/** Fetch would refuse such a key as if the network were down, and it would be tried for ever. */
function repeatable(key: string): string {
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new ConnectorError('rejected', 'invalid_idempotency_key', 'This idempotency key cannot stand in a header.')
}
