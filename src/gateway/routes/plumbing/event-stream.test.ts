import { expect, test } from 'vitest'
import { createEventStream } from './event-stream.ts'

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

test('frames are read in the order they were pushed', async () => {
  const stream = createEventStream(() => undefined)
  stream.push('a\n\n')
  stream.push('é\n\n')
  stream.end()
  expect(await new Response(stream.body).text()).toBe('a\n\né\n\n')
})

test('a reader who is a megabyte behind gets nothing more, and what waited is still sent', async () => {
  const stream = createEventStream(() => undefined)
  const frame = 'x'.repeat(100_000)
  let taken = 0
  while (stream.push(frame)) taken += 1
  expect(taken).toBe(11)
  stream.end()
  expect((await new Response(stream.body).text()).length).toBe(1_100_000)
})

test('drained waits until nearly all was read', async () => {
  const stream = createEventStream(() => undefined)
  const reader = stream.body.getReader()
  await stream.drained()
  stream.push('x'.repeat(70_000))
  stream.push('y')
  let isDrained = false
  const drained = stream.drained().then(() => {
    isDrained = true
  })
  await Promise.resolve()
  expect(isDrained).toBe(false)
  expect(text((await reader.read()).value)).toHaveLength(70_000)
  await drained
})

test.each(['the reader', 'the gateway'] as const)(
  'when %s ends it, that is told once and nobody waits any more',
  async (who) => {
    let gone = 0
    const stream = createEventStream(() => {
      gone += 1
    })
    const reader = stream.body.getReader()
    stream.push('x'.repeat(70_000))
    const drained = stream.drained()
    if (who === 'the reader') await reader.cancel()
    else stream.end()
    await drained
    stream.end()
    expect(gone).toBe(1)
    expect(stream.push('z')).toBe(false)
  },
)
