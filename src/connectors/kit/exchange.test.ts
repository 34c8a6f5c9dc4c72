import { expect, test } from 'vitest'
import { exchange } from './exchange.ts'

const url = new URL('https://vendor.test/v1/conversations')
const ask = (answer: Response) =>
  exchange(
    { name: 'Vendor', fetch: async () => answer },
    url,
    { method: 'GET' },
    { patienceMs: 5000, signal: undefined },
  )

/** A body without an end, and how many of its megabytes were taken. */
function endless() {
  const taken = { megabytes: 0, isEnded: false }
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken.megabytes += 1
      controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20))
    },
    cancel() {
      taken.isEnded = true
    },
  })
  return { body, taken }
}

test('an answer without an end is let go of, whatever its status, and fills no memory', async () => {
  for (const status of [200, 500]) {
    const { body, taken } = endless()
    await expect(ask(new Response(body, { status }))).rejects.toMatchObject({
      kind: 'malformed',
      code: 'oversized',
      status,
    })
    expect(taken).toEqual({ megabytes: expect.any(Number), isEnded: true })
    expect(taken.megabytes).toBeLessThan(110)
  }
})

test('text that is cut between the bytes of one character is read as it was written, and nothing at all is no JSON', async () => {
  const bytes = new TextEncoder().encode('\uFEFF{"name":"Ana 😀"}')
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
      controller.close()
    },
  })
  expect(await ask(new Response(body))).toMatchObject({ ok: true, body: { name: 'Ana 😀' } })
  expect(await ask(new Response(null, { status: 204 }))).toMatchObject({ ok: true, status: 204, body: undefined })
})
