import { randomUUID } from 'node:crypto'
import type { OutgoingFile } from '../sending.ts'

/** What a call with a file is made of: its length is known and its bytes are read as they go out. */
export type FileBody = { headers: Record<string, string>; body: ReadableStream<Uint8Array>; duplex: 'half' }

/** A file as the whole body of a call. */
export function plainBody(file: OutgoingFile): FileBody {
  const headers = { 'Content-Type': file.mimeType, 'Content-Length': String(file.size) }
  return { headers, body: file.open(), duplex: 'half' }
}

/** A form of texts in their order, and behind them a file under the name `field`. */
export function formBody(texts: readonly (readonly [string, string])[], field: string, file: OutgoingFile): FileBody {
  const boundary = `----${randomUUID()}`
  const disposition = (name: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"`
  const parts = texts.map(([name, value]) => `${disposition(name)}\r\n\r\n${value}\r\n`)
  const type = `Content-Type: ${file.mimeType}`
  const opening = `${parts.join('')}${disposition(field)}; filename="${escaped(file.filename)}"\r\n${type}\r\n\r\n`
  const [head, tail] = [opening, `\r\n--${boundary}--\r\n`].map((text) => new TextEncoder().encode(text))
  const length = (head?.byteLength ?? 0) + file.size + (tail?.byteLength ?? 0)
  return {
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}`, 'Content-Length': String(length) },
    body: ReadableStream.from(around(head, file.open(), tail)),
    duplex: 'half',
  }
}

async function* around(
  head: Uint8Array | undefined,
  middle: ReadableStream<Uint8Array>,
  tail: Uint8Array | undefined,
): AsyncGenerator<Uint8Array> {
  if (head !== undefined) yield head
  yield* middle
  if (tail !== undefined) yield tail
}

/** As browsers write the names of fields and files. */
function escaped(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
