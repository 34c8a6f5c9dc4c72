import { afterEach, expect, test } from 'vitest'

import { parseJson } from '../kit/json.ts'
import { encodeMessagePack } from './msgpack.ts'
import { bagus, idOf, maya, testVendor } from './test-vendor.ts'
import type { WapikitSimulator } from './index.ts'

const opened: WapikitSimulator[] = []
afterEach(() => {
  for (const sim of opened.splice(0)) sim.close()
})

/** A listener, and what it has heard so far. */
async function listen(eventEncoding: 'msgpack' | 'json' = 'json') {
  const { sim } = testVendor({ behaviour: { eventEncoding } })
  opened.push(sim)
  const response = await sim.fetch(`http://vendor.test/api/events?token=${sim.apiKey}`)
  const heard: { event: string; data: string }[] = []
  const ended = (async () => {
    for await (const chunk of response.body ?? []) {
      const [, event = '', data = ''] = /^event: (.*)\ndata: (.*)\n\n$/.exec(Buffer.from(chunk).toString()) ?? []
      heard.push({ event, data })
    }
  })()
  const names = () => heard.map(({ event }) => event)
  return { sim, response, heard, names, ended }
}

test('a stream greets, tells of new conversations and messages, and ends when it is closed', async () => {
  const { sim, response, names, heard, ended } = await listen()
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const { message, contact } = sim.receive({ text: 'Halo' })
  sim.receive({ contact_id: contact.id, text: 'Lagi' })
  sim.events.close()
  await ended
  expect(names()).toEqual(['connected', 'NewConversation', 'NewMessage', 'NewMessage'])
  const said: unknown = JSON.parse(heard[2]?.data ?? '')
  expect(said).toMatchObject({
    message: { uniqueId: message.id, messageData: { text: 'Halo' } },
    conversation: { numberOfUnreadMessages: 0, whatsAppBusinessAccountDetails: { accessToken: expect.any(String) } },
  })
})

test('an assignment is told to whom it concerns and to nobody else; an agent’s own message to nobody', async () => {
  const { sim, names, ended } = await listen()
  const id = idOf(sim.placeConversation({}))
  sim.act(id, { act: 'assign', user_id: bagus })
  sim.act(id, { act: 'unassign' })
  sim.act(id, { act: 'assign', user_id: maya })
  sim.act(id, { act: 'reply', text: 'Halo' })
  sim.events.close()
  await ended
  expect(names()).toEqual(['connected', 'ChatAssignment'])
})

test('events can be held and turned round, repeated, and cut', async () => {
  const { sim, heard, names, ended } = await listen()
  sim.events.hold()
  const { conversation } = sim.receive({})
  sim.events.release('reversed')
  sim.events.duplicate(1)
  sim.events.corrupt(1)
  sim.receive({ conversation_id: conversation.id })
  sim.events.close()
  await ended
  expect(names()).toEqual(['connected', 'NewMessage', 'NewConversation', 'NewMessage', 'NewMessage'])
  const [cut, whole] = heard.slice(3).map(({ data }) => parseJson(data))
  expect(cut).toBeUndefined()
  expect(whole).toMatchObject({ message: { direction: 'InBound' } })
})

test('a payload is base64 of MessagePack', async () => {
  const { sim, heard, ended } = await listen('msgpack')
  const id = idOf(sim.placeConversation({ assigned_to: maya }))
  sim.events.close()
  await ended
  const expected = Buffer.concat([
    Uint8Array.of(0x81, 0xae),
    Buffer.from('conversationId'),
    Uint8Array.of(0xd9, 36),
    Buffer.from(id),
  ])
  expect(heard[1]).toEqual({ event: 'ChatAssignment', data: expected.toString('base64') })
})

test('who gives up listening is forgotten', async () => {
  const { sim } = testVendor()
  const giveUp = new AbortController()
  const address = `http://vendor.test/api/events?token=${sim.apiKey}`
  const response = await sim.fetch(address, { signal: giveUp.signal })
  expect(sim.events.listening()).toBe(1)
  giveUp.abort(new Error('enough'))
  await expect(response.text()).rejects.toThrow('enough')
  expect(sim.events.listening()).toBe(0)
})

test('a wrong token is refused with one frame', async () => {
  const { sim } = testVendor()
  const response = await sim.fetch('http://vendor.test/api/events?token=wrong')
  expect(response.status).toBe(401)
  expect(await response.text()).toBe('event: error\ndata: Authorization failed\n\n')
})

// Forms from the format's specification.
test.each([
  [{ compact: true, schema: 0 }, '82a7636f6d70616374c3a6736368656d6100'],
  [[null, false, -1, 127, 128], '95c0c2ff7fd30000000000000080'],
  [1.5, 'cb3ff8000000000000'],
  ['é'.repeat(16), `d920${'c3a9'.repeat(16)}`],
  [Array.from({ length: 16 }, () => 1), `dc0010${'01'.repeat(16)}`],
  [{ a: undefined }, '80'],
])('MessagePack of %j', (value, hex) => {
  expect(Buffer.from(encodeMessagePack(value)).toString('hex')).toBe(hex)
})

test('long texts and maps carry two or four bytes of length', () => {
  expect(Buffer.from(encodeMessagePack('a'.repeat(300))).subarray(0, 3)).toEqual(Buffer.from('da012c', 'hex'))
  expect(Buffer.from(encodeMessagePack('a'.repeat(70_000))).subarray(0, 5)).toEqual(Buffer.from('db00011170', 'hex'))
  const map = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, index]))
  expect(Buffer.from(encodeMessagePack(map)).subarray(0, 3)).toEqual(Buffer.from('de0014', 'hex'))
})
