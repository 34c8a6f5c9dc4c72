import type { Connector, ConnectorConfig } from '../connector.ts'
import { ConnectorError } from '../connector-error.ts'
import { addressBelow } from '../kit/base-url.ts'
import { silenceOf, timeoutMs, usableKey } from '../kit/exchange.ts'
import { NAME, unreadable } from './client.ts'
import { readEvent } from './events.ts'
import { readFrames, type Frame } from './event-stream.ts'
import { failureOf } from './failure.ts'

/** The vendor sends no heartbeat: a stream that is silent for so long may have died unnoticed, and is opened anew. */
const MOST_SILENCE_MS = 15 * 60_000
/** The first frame of every stream. */
const GREETING = 'connected'

/** Listens to the vendor's events. */
export function createFollow(config: ConnectorConfig): NonNullable<Connector['follow']> {
  return async (hear, signal) => {
    let isOpen = false
    for await (const frame of openStream(config, signal)) {
      if (!isOpen) hear.opened()
      isOpen = true
      if (frame.event !== GREETING) await hear.told(readEvent(frame))
    }
  }
}

/** What fails in here is the vendor's failure and becomes a `ConnectorError`; what fails while a frame is worked on is not. */
async function* openStream(config: ConnectorConfig, signal: AbortSignal): AsyncGenerator<Frame> {
  const silence = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const allow = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(), ms)
  }
  try {
    allow(timeoutMs(config.options))
    const body = await connect(config, AbortSignal.any([signal, silence.signal]))
    allow(MOST_SILENCE_MS)
    yield* readFrames(body, () => allow(MOST_SILENCE_MS))
  } catch (error) {
    if (error instanceof ConnectorError) throw error
    // The key stands in the address, which a cause might quote: it is not kept.
    throw silenceOf(NAME, undefined, silence.signal, signal)
  } finally {
    clearTimeout(timer)
  }
}

async function connect(config: ConnectorConfig, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  const url = addressBelow(config.baseUrl, ['events'], { token: usableKey(config.apiKey) })
  const response = await config.fetch(url, { headers: { Accept: 'text/event-stream' }, redirect: 'manual', signal })
  const { ok, status, headers, body } = response
  const isStream = headers.get('content-type')?.startsWith('text/event-stream') === true
  if (ok && isStream && body !== null) return body
  await body?.cancel()
  throw ok ? unreadable() : failureOf({ status, headers, body: undefined }, config.now())
}
