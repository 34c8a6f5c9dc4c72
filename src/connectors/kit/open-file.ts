import type { ConnectorConfig } from '../connector.ts'
import type { OpenedMedia } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import { silenceOf, timeoutMs, type Answer } from './exchange.ts'
import { fetchableAddress } from './file-address.ts'

const MOST_REDIRECTS = 3

type Vendor = {
  /** In messages. */
  name: string
  config: ConnectorConfig
  /** What any other answer means. */
  failureOf: (answer: Pick<Answer, 'status' | 'headers' | 'body'>, now: number) => ConnectorError
}

/** `MediaReading.open` for files that lie at public addresses: without the key, https only, and never from inside our own network. */
export async function openFile(
  vendor: Vendor,
  address: string,
  range: string | null,
  signal?: AbortSignal,
): Promise<OpenedMedia> {
  const headers = { Accept: '*/*', 'Accept-Encoding': 'identity', ...(range === null ? {} : { Range: range }) }
  let url = await reachable(vendor, address, null)
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await ask(vendor, url, headers, signal)
    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
    if (location === null) return opened(vendor, response, range !== null)
    await response.body?.cancel()
    url = await reachable(vendor, location, url)
  }
  throw new ConnectorError(
    'rejected',
    'media_too_many_redirects',
    `A file of ${vendor.name} is redirected without end.`,
  )
}

async function reachable(vendor: Vendor, address: string, base: URL | null): Promise<URL> {
  try {
    return await fetchableAddress(address, base, vendor)
  } catch (cause) {
    if (cause instanceof ConnectorError) throw cause
    throw new ConnectorError('unreachable', 'network', 'The host of a file could not be found.', { cause })
  }
}

/** The time limit ends with the headers: how long the rest takes is for its reader to judge. */
async function ask(
  { name, config }: Vendor,
  url: URL,
  headers: Record<string, string>,
  signal?: AbortSignal,
): Promise<Response> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), timeoutMs(config.options))
  const either = signal ? AbortSignal.any([signal, patience.signal]) : patience.signal
  try {
    return await config.fetch(url, { headers, redirect: 'manual', credentials: 'omit', signal: either })
  } catch (cause) {
    throw silenceOf(name, cause, patience.signal, signal)
  } finally {
    clearTimeout(timer)
  }
}

async function opened({ config, failureOf }: Vendor, response: Response, isSpanWanted: boolean): Promise<OpenedMedia> {
  const { status, headers, body } = response
  const isSpan = isSpanWanted && (status === 206 || status === 416)
  if (status !== 200 && !isSpan) {
    await body?.cancel()
    // Signed addresses that grew old are answered in all of these ways.
    if ([401, 403, 404, 410].includes(status)) {
      throw new ConnectorError('not_found', `http_${status}`, `The address of a file is good no more (${status}).`)
    }
    throw failureOf({ status, headers, body: undefined }, config.now())
  }
  const span = isSpan ? contentRange(headers) : null
  if (status === 206 && span === null) {
    await body?.cancel()
    throw new ConnectorError('malformed', 'media_bad_range', 'A part of a file came without saying which.')
  }
  return {
    status: isSpan ? (status === 206 ? 206 : 416) : 200,
    mimeType: headers.get('content-type'),
    length: wholeLength(headers),
    range: span,
    body,
  }
}

/** What a body has that was packed for the way says nothing about what comes out. */
function wholeLength(headers: Headers): number | null {
  const length = headers.get('content-length') ?? ''
  return !headers.has('content-encoding') && /^\d{1,15}$/.test(length) ? Number(length) : null
}

function contentRange(headers: Headers): string | null {
  const range = headers.get('content-range') ?? ''
  return /^bytes (\d{1,15}-\d{1,15}|\*)\/(\d{1,15}|\*)$/.test(range) ? range : null
}
