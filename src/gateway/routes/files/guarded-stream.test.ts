import { get } from 'node:http'
import { expect, onTestFinished, test, vi } from 'vitest'
import { listen } from '#gateway/listen.ts'
import { guardedStream } from './guarded-stream.ts'

/** A source that counts what is taken from it and remembers being ended. */
function makeSource(pieces: number, size = 10) {
  const source = { taken: 0, isEnded: false }
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (source.taken === pieces) return controller.close()
        source.taken += 1
        controller.enqueue(new Uint8Array(size))
      },
      cancel() {
        source.isEnded = true
      },
    },
    { highWaterMark: 0 },
  )
  return { source, stream }
}

const guard = { mostBytes: 100, stallMs: 1000, onEnd: () => undefined }

test('a body passes through as it is, to the last byte that may', async () => {
  const onEnd = vi.fn<() => void>()
  const { stream } = makeSource(10)
  const body = guardedStream(stream, { ...guard, onEnd })
  expect((await new Response(body).bytes()).byteLength).toBe(100)
  expect(onEnd).toHaveBeenCalledTimes(1)
})

test('a body that turns out too large breaks off and lets its source go', async () => {
  const { source, stream } = makeSource(11)
  await expect(new Response(guardedStream(stream, guard)).bytes()).rejects.toThrow('larger')
  expect(source.isEnded).toBe(true)
})

test('nothing is read ahead of its reader', async () => {
  const { source, stream } = makeSource(10)
  const reader = guardedStream(stream, guard).getReader()
  await reader.read()
  expect(source.taken).toBe(1)
})

test('a reader who leaves ends the source', async () => {
  const onEnd = vi.fn<() => void>()
  const { source, stream } = makeSource(10)
  await guardedStream(stream, { ...guard, onEnd }).cancel()
  expect(source.isEnded).toBe(true)
  expect(onEnd).toHaveBeenCalledTimes(1)
})

test('a source that goes silent is given up', async () => {
  const silent = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) })
  await expect(new Response(guardedStream(silent, { ...guard, stallMs: 5 })).bytes()).rejects.toThrow('silent')
})

test('a browser that closes its connection ends the source, which was not read far ahead', async () => {
  const { source, stream } = makeSource(1_000_000, 65_536)
  const body = guardedStream(stream, { ...guard, mostBytes: Number.POSITIVE_INFINITY })
  const server = await listen(() => new Response(body), { host: '127.0.0.1', port: 0 })
  onTestFinished(() => server.close())
  const request = get(`http://127.0.0.1:${server.port}`, (response) => {
    response.once('data', () => request.destroy())
  })
  request.on('error', () => undefined)
  await expect.poll(() => source.isEnded).toBe(true)
  expect(source.taken).toBeLessThan(1000)
})
