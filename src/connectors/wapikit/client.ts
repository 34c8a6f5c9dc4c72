import type { Budget, ConnectorConfig } from '../connector.ts'
import type { OutgoingFile } from '../sending.ts'
import { ConnectorError } from '../connector-error.ts'
import { addressBelow } from '../kit/base-url.ts'
import { readBudget } from '../kit/budget.ts'
import { exchange, timeoutMs, usableKey, type Answer } from '../kit/exchange.ts'
import { formBody, type FileBody } from '../kit/multipart.ts'
import { UPLOAD_TIMEOUT_MS } from '../kit/store-file.ts'
import { failureOf } from './failure.ts'
import { createBudgets } from './rate-limit.ts'

export const NAME = 'WapiKit'
const DEFAULT_HEADER = 'x-access-token'
/** A send waits for Meta, and giving up on it leaves open whether the customer has it. */
const SEND_TIMEOUT_MS = 35_000

type Query = Record<string, string | number | undefined>

export type Client = {
  /** The parsed body of a 2xx. Throws `ConnectorError` for everything else. */
  get: (path: readonly string[], query?: Query, signal?: AbortSignal) => Promise<unknown>
  /** The same; undefined where a 2xx has no body, or one that is no JSON. */
  post: (path: readonly string[], body: object | null, signal?: AbortSignal) => Promise<unknown>
  /** Hands a file over under the name `file`. Throws `ConnectorError`. */
  postFile: (path: readonly string[], file: OutgoingFile, signal?: AbortSignal) => Promise<unknown>
  /** The tightest budget of the conversation routes that were called so. */
  budget: (kind: 'read' | 'write') => Budget | null
}

/** HTTP to the vendor: the key, the time limit, the budgets, and every failure as a `ConnectorError`. It never retries. */
export function createClient(config: ConnectorConfig): Client {
  const { fetch, now } = config
  const budgets = createBudgets()

  async function ask(kind: 'read' | 'write', url: URL, path: readonly string[], call: Call, signal?: AbortSignal) {
    const headers = { ...keyHeader(config), Accept: 'application/json', ...call.headers }
    const isFile = 'duplex' in call
    const least = isFile ? UPLOAD_TIMEOUT_MS : path.at(-1) === 'messages' && kind === 'write' ? SEND_TIMEOUT_MS : 0
    const patienceMs = Math.max(timeoutMs(config.options), least)
    const answer = await exchange({ name: NAME, fetch }, url, { ...call, headers }, { patienceMs, signal })
    // Other routes have windows of a minute, which say nothing of these.
    if (path[0]?.startsWith('conversation') === true && !isFile)
      budgets.note(routeOf(path), kind, readBudget(answer.headers))
    if (!answer.ok) throw failureOf(answer, now())
    return answer
  }

  return {
    get: async (path, query, signal) => {
      const answer = await ask('read', addressBelow(config.baseUrl, path, query), path, { method: 'GET' }, signal)
      if (answer.body === undefined) throw notJson(answer)
      return answer.body
    },
    post: async (path, body, signal) => {
      const headers = { 'Content-Type': 'application/json' }
      const call = { method: 'POST', ...(body === null ? {} : { headers, body: JSON.stringify(body) }) }
      return (await ask('write', addressBelow(config.baseUrl, path), path, call, signal)).body
    },
    postFile: async (path, file, signal) => {
      const call = { method: 'POST', ...formBody([], 'file', file) }
      return (await ask('write', addressBelow(config.baseUrl, path), path, call, signal)).body
    },
    budget: (kind) => budgets.tightest(kind, now()),
  }
}

type Call = { method: string } & ({ headers?: Record<string, string>; body?: string } | FileBody)

/** The vendor counts by the pattern of a route, whatever the method and the id. */
function routeOf([head = '', , ...rest]: readonly string[]): string {
  return [head, ...rest].join('/')
}

function notJson({ status }: Answer): ConnectorError {
  return new ConnectorError('malformed', 'bad_json', `${NAME} answered with something that is not JSON.`, { status })
}

/** An answer that is JSON of another shape than documented. */
export function unreadable(): ConnectorError {
  return new ConnectorError('malformed', 'bad_shape', `${NAME} answered with JSON of another shape than documented.`)
}

/** The key where the server reads it. Throws `ConnectorError`. */
export function keyHeader({ apiKey, options }: ConnectorConfig): Record<string, string> {
  return { [tokenHeader(options)]: usableKey(apiKey) }
}

/** Servers differ in the header they read the key from. */
function tokenHeader(options: ConnectorConfig['options']): string {
  const given = options['tokenHeader'] ?? ''
  const name = given === '' ? DEFAULT_HEADER : given
  if (/^[a-z][a-z\d-]{0,63}$/i.test(name)) return name
  throw new ConnectorError('rejected', 'invalid_option', 'tokenHeader must be the name of a header. Correct it.')
}
