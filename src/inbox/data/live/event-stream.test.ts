import { afterEach, expect, test, vi } from 'vitest'
import { openEventStream } from './event-stream.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

function open(answer: () => Promise<Response>) {
  vi.stubGlobal('fetch', answer)
  const told: string[] = []
  const close = openEventStream('/v1/live?since=1', {
    onAlive: () => told.push('alive'),
    onEvent: (data) => told.push(data),
    onEnd: (status) => told.push(`end ${status}`),
  })
  return { told, close }
}

function streamOf() {
  const encoder = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  const body = new ReadableStream<Uint8Array>({
    start(made) {
      controller = made
    },
  })
  return {
    answer: async () => new Response(body),
    send: (text: string) => controller?.enqueue(encoder.encode(text)),
    sendBytes: (bytes: Uint8Array) => controller?.enqueue(bytes),
    end: () => controller?.close(),
  }
}

test('a heartbeat is a sign of life and no event', async () => {
  const { answer, send, end } = streamOf()
  const { told } = open(answer)
  send(': still here\n\n')
  send('data: 1\n\n')
  end()
  await expect.poll(() => told).toEqual(['alive', 'alive', 'alive', '1', 'end null'])
})

test('a character that is cut in two arrives whole', async () => {
  const { answer, sendBytes, end } = streamOf()
  const { told } = open(answer)
  const bytes = new TextEncoder().encode('data: é\n\n')
  sendBytes(bytes.slice(0, 7))
  sendBytes(bytes.slice(7))
  end()
  await expect.poll(() => told).toContain('é')
})

test('a refusal tells its status', async () => {
  const { told } = open(async () => new Response('', { status: 401 }))
  await expect.poll(() => told).toEqual(['end 401'])
})

test('no network is an end without a status', async () => {
  const { told } = open(() => Promise.reject(new TypeError('no network')))
  await expect.poll(() => told).toEqual(['end null'])
})

test('a stream that was closed tells no more', async () => {
  const { answer, send } = streamOf()
  const { told, close } = open(answer)
  await expect.poll(() => told).toEqual(['alive'])
  close()
  send('data: 1\n\n')
  await new Promise<void>((resolve) => setTimeout(resolve, 0))
  expect(told).toEqual(['alive'])
})
