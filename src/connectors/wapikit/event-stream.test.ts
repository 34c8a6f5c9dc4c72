import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFrames, type Frame } from './event-stream.ts'

async function read(...chunks: Uint8Array[]): Promise<Frame[]> {
  const frames: Frame[] = []
  const stream = (async function* () {
    yield* chunks
  })()
  for await (const frame of readFrames(stream, () => undefined)) frames.push(frame)
  return frames
}

const stream = Buffer.from(
  ': hello\n\nevent: connected\ndata: OK\n\nevent:NewMessage\r\ndata: é👋\r\n\r\ndata: one\ndata: two\n\nevent: cut off\ndata',
)
const frames = [
  { event: 'connected', data: 'OK' },
  { event: 'NewMessage', data: 'é👋' },
  { event: 'message', data: 'one\ntwo' },
]

test('comments, line breaks of every kind, several lines of data, and no end', async () => {
  expect(await read(stream)).toEqual(frames)
})

test('it does not matter where the network cuts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(stream.length), { maxLength: 12 }), async (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), stream.length]
      const chunks = at.slice(1).map((end, index) => stream.subarray(at[index], end))
      expect(await read(...chunks)).toEqual(frames)
    }),
  )
})

test('an event without an end is not waited for for ever', async () => {
  const chunk = Buffer.alloc(3_000_000, 'x')
  await expect(read(chunk, chunk)).rejects.toMatchObject({ kind: 'malformed', code: 'oversized_event' })
})
