import type { Budget, ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { endpoint, type Query } from './endpoint.ts'
import { failureOf, silenceOf, type FailedAnswer } from './failure.ts'
import { parseJson } from './json.ts'
import { readBudget } from './rate-limit.ts'
import { locatedEnvelope } from './wire.ts'

const DEFAULT_TIMEOUT_MS = '10000'
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
  /** The budget as of the last answer of that kind that told it. */
  budget: (kind: 'read' | 'write') => Budget | null
}

type Answer = FailedAnswer & { ok: boolean }
type Init = { method: string; headers?: Record<string, string>; body?: string }

/** HTTP to the vendor: the key, the time limit, the budget, and every failure as a `ConnectorError`. It never retries. */
export function createClient(config: ConnectorConfig): Client {
  const { fetch, now } = config
  const budgets: Record<'read' | 'write', Budget | null> = { read: null, write: null }

  async function exchange(kind: 'read' | 'write', url: URL, init: Init, signal?: AbortSignal): Promise<Answer> {
    const headers = { Authorization: `Bearer ${usableKey(config.apiKey)}`, Accept: 'application/json', ...init.headers }
    const patience = timeoutMs(config.options)
    const timeout = AbortSignal.timeout(init.method === 'POST' ? Math.max(patience, SEND_TIMEOUT_MS) : patience)
    const either = signal ? AbortSignal.any([signal, timeout]) : timeout

    const { response, text } = await ask().catch((cause: unknown) => {
      throw silenceOf(cause, timeout, signal)
    })
    budgets[kind] = readBudget(response.headers) ?? budgets[kind]
    return { ok: response.ok, status: response.status, headers: response.headers, body: parseJson(text) }

    // The body counts against the time limit too: headers may arrive in time and the rest never.
    async function ask(): Promise<{ response: Response; text: string }> {
      // Redirects stay unfollowed, or the key would go wherever they point.
      const response = await fetch(url, { ...init, headers, redirect: 'manual', signal: either })
      return { response, text: await response.text() }
    }
  }

  async function send(...call: Parameters<typeof exchange>): Promise<unknown> {
    const answer = await exchange(...call)
    if (!answer.ok) throw failureOf(answer, now())
    if (answer.body === undefined) throw malformed(answer, 'bad_json', 'something that is not JSON')
    return answer.body
  }

  async function locate(path: readonly string[], signal?: AbortSignal): Promise<string> {
    const answer = await exchange('read', endpoint(config, path), { method: 'GET' }, signal)
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
    budget: (kind) => budgets[kind],
  }
}

function malformed({ status, headers }: Answer, code: string, what: string): ConnectorError {
  return new ConnectorError('malformed', code, `Kirim.chat answered with ${what}.`, {
    status,
    vendorRequestId: headers.get('x-request-id') ?? undefined,
  })
}

/** A key that cannot stand in a header is refused here: fetch would quote it in its own error. */
function usableKey(apiKey: string): string {
  const key = apiKey.trim()
  if (/^[\x21-\x7e]+$/.test(key)) return key
  throw new ConnectorError('auth', 'invalid_api_key', 'The API key is empty or holds characters that no key has.')
}

/** Fetch would refuse such a key as if the network were down, and it would be tried for ever. */
function repeatable(key: string): string {
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new ConnectorError('rejected', 'invalid_idempotency_key', 'This idempotency key cannot stand in a header.')
}

/** The time limit of a call, in milliseconds. */
export function timeoutMs(options: ConnectorConfig['options']): number {
  const given = options['timeoutMs'] ?? DEFAULT_TIMEOUT_MS
  if (/^[1-9]\d{0,6}$/.test(given)) return Number(given)
  throw new ConnectorError(
    'rejected',
    'invalid_option',
    'timeoutMs must be a whole number of milliseconds. Correct it.',
  )
}
