import { ConnectorError } from '../connector-error.ts'
import { NAME } from './client.ts'

/** One event of a stream, as it stands there. */
export type Frame = { event: string; data: string }

/** No event is that long, in characters; a stream without an end of an event would fill the memory. */
const MOST_PENDING = 4_000_000

/**
 * The events of a `text/event-stream`, however it is cut into chunks; what is unfinished when the stream ends is dropped. `onChunk` is
 * called whenever something came. Throws what `chunks` throws, and `ConnectorError` of kind `malformed`.
 */
export async function* readFrames(chunks: AsyncIterable<Uint8Array>, onChunk: () => void): AsyncGenerator<Frame> {
  const decoder = new TextDecoder()
  let pending = ''
  for await (const chunk of chunks) {
    onChunk()
    const text = pending + decoder.decode(chunk, { stream: true })
    // A CR at the very end may be half a line break.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text
    const blocks = whole.replaceAll(/\r\n?/g, '\n').split('\n\n')
    pending = `${blocks.pop() ?? ''}${text.slice(whole.length)}`
    if (pending.length > MOST_PENDING) {
      throw new ConnectorError('malformed', 'oversized_event', `${NAME} sent an event without an end.`)
    }
    for (const block of blocks) {
      const frame = parseBlock(block)
      if (frame !== null) yield frame
    }
  }
}

/** Null for a comment alone, which keeps a connection open. */
function parseBlock(block: string): Frame | null {
  const fields = block.split('\n').map((line) => /^([^:]*):? ?(.*)$/su.exec(line) ?? [])
  const valuesOf = (name: string) => fields.filter(([, field]) => field === name).map(([, , value = '']) => value)
  const data = valuesOf('data')
  return data.length === 0 ? null : { event: valuesOf('event').at(-1) ?? 'message', data: data.join('\n') }
}
