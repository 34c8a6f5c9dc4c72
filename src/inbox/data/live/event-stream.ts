import { clientId } from '../http.ts'
import { createEventParser } from '#inbox/lib/server-sent-events.ts'

export type StreamHandlers = {
  /** Something came, a heartbeat too: the connection lives. */
  onAlive: () => void
  onEvent: (data: string) => void
  /** It ended or never began; `status` is the answer's when there was one that was no stream. */
  onEnd: (status: number | null) => void
}

/** Opens a stream of server-sent events and answers how to close it; a stream that was closed tells no more. */
export type OpenStream = (url: string, handlers: StreamHandlers) => () => void

/**
 * Reads the stream itself instead of through EventSource, which hides two things that matter here: heartbeats, without which a dead
 * connection looks like a quiet one, and the status of a refusal, without which an ended session looks like a bad network.
 */
export const openEventStream: OpenStream = (url, handlers) => {
  const abort = new AbortController()
  void read(url, abort.signal, handlers).then((status) => {
    if (!abort.signal.aborted) handlers.onEnd(status)
  })
  return () => abort.abort()
}

async function read(url: string, signal: AbortSignal, { onAlive, onEvent }: StreamHandlers): Promise<number | null> {
  try {
    const headers = { accept: 'text/event-stream', 'x-sigap-client': clientId }
    const response = await fetch(url, { headers, signal, credentials: 'same-origin', cache: 'no-store' })
    if (!response.ok || response.body === null) return response.status
    onAlive()
    const parse = createEventParser()
    const decoder = new TextDecoder()
    const reader = response.body.getReader()
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      if (signal.aborted) return null
      onAlive()
      for (const data of parse(decoder.decode(piece.value, { stream: true }))) onEvent(data)
    }
    return null
  } catch {
    // A broken connection and a closed one end alike; the caller decides when to come back.
    return null
  }
}
