import type { ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { parseJson } from './json.ts'

/** An answer, read to its end; `body` is undefined when it is no JSON. */
export type Answer = { ok: boolean; status: number; headers: Headers; body: unknown }

/** A body that is a stream wants `duplex`, and its length among the headers. */
type Call = {
  method: string
  headers?: Record<string, string>
  body?: NonNullable<RequestInit['body']>
  duplex?: 'half'
}

const DEFAULT_TIMEOUT_MS = '10000'
/** In bytes as they are unpacked: a page of tickets with all their mails is large, but what one vendor sends must not fill the memory that all share. */
const MOST_BYTES = 100 * 1024 * 1024

/**
 * One call to a vendor, without its interpretation: any answer is handed on, redirects too, since a key must not follow them. `name` is
 * the vendor's in messages. Throws `ConnectorError` of kind `unreachable` when there is no answer: `aborted` by `signal`, `timeout`
 * after `patienceMs`, or `network`; and of kind `malformed` for one that is too large to be read.
 */
export async function exchange(
  { name, fetch }: { name: string; fetch: ConnectorConfig['fetch'] },
  url: URL,
  call: Call,
  { patienceMs, signal }: { patienceMs: number; signal: AbortSignal | undefined },
): Promise<Answer> {
  const timeout = AbortSignal.timeout(patienceMs)
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout
  try {
    const response = await fetch(url, { ...call, redirect: 'manual', signal: either })
    // The body counts against the time limit too: headers may arrive in time and the rest never.
    const text = await readText(name, response)
    return { ok: response.ok, status: response.status, headers: response.headers, body: parseJson(text) }
  } catch (cause) {
    if (cause instanceof ConnectorError) throw cause
    throw silenceOf(name, cause, timeout, signal)
  }
}

async function readText(name: string, { status, body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > MOST_BYTES) {
      throw new ConnectorError('malformed', 'oversized', `${name} answered with more than can be read.`, { status })
    }
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}

/** Why there was no answer at all. `signal` is the caller's. */
export function silenceOf(
  name: string,
  cause: unknown,
  timeout: AbortSignal,
  signal: AbortSignal | undefined,
): ConnectorError {
  if (signal?.aborted)
    return new ConnectorError('unreachable', 'aborted', `The call to ${name} was ended here.`, { cause })
  if (timeout.aborted) {
    return new ConnectorError('unreachable', 'timeout', `${name} did not answer in time.`, { cause })
  }
  return new ConnectorError('unreachable', 'network', `${name} could not be reached.`, { cause })
}

/** A key that cannot stand in a header is refused here: fetch would quote it in its own error. Throws `ConnectorError` of kind `auth`. */
export function usableKey(apiKey: string): string {
  const key = apiKey.trim()
  if (/^[\x21-\x7e]+$/.test(key)) return key
  throw new ConnectorError('auth', 'invalid_api_key', 'The API key is empty or holds characters that no key has.')
}

/** The time limit of a call, in milliseconds, from the option `timeoutMs`. Throws `ConnectorError` of kind `rejected`. */
export function timeoutMs(options: ConnectorConfig['options']): number {
  const given = options['timeoutMs'] ?? DEFAULT_TIMEOUT_MS
  if (/^[1-9]\d{0,6}$/.test(given)) return Number(given)
  throw new ConnectorError(
    'rejected',
    'invalid_option',
    'timeoutMs must be a whole number of milliseconds. Correct it.',
  )
}
