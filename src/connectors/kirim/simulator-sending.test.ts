import * as fc from 'fast-check'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import type { FetchFile } from '#simulators/kirim/fetched-files.ts'
import { createKirimSimulator, type KirimSimulator } from '#simulators/kirim/index.ts'
import { serve } from '#simulators/serve.ts'
import type { ConnectorConfig } from '../connector.ts'
import type { OutgoingContent } from '../sending.ts'
import { ConnectorError } from '../connector-error.ts'
import { createKirim } from './index.ts'
import { channels } from './channels.ts'
import { ANYWHERE, configWith, NOW } from './stand-ins.ts'

const ANA = '+6281234567890'
const SHOP = '+6285117600829'
const opened: KirimSimulator[] = []

afterEach(() => {
  for (const simulator of opened.splice(0)) simulator.close()
})

/** A customer who has just written to a simulated shop, and the shop's connector. */
function meet(config: Partial<ConnectorConfig> = {}, fetchFile?: FetchFile) {
  const simulator = createKirimSimulator({ now: () => NOW, ...(fetchFile && { fetchFile }) })
  opened.push(simulator)
  const { apiKey, fetch } = simulator
  const now = () => simulator.clock.now()
  const base = configWith({ baseUrl: 'https://vendor.test/v1', apiKey, fetch, now })
  const reader = createKirim(base)
  const { conversation } = simulator.receive({ from: ANA })
  const { sending } = createKirim({ ...base, ...config })
  if (sending === undefined) throw new Error('this vendor takes messages')
  const send = (key: string, content: OutgoingContent = { type: 'text', text: 'Halo kak' }, to = ANA) =>
    sending.send({ ...ANYWHERE, to, from: SHOP, content }, key)
  const sent = async () => {
    const { rows } = await reader.listMessages({ conversationId: conversation.id })
    return rows.filter(({ direction }) => direction === 'outbound')
  }
  return { simulator, sending, send, sent }
}

test('a text reaches the conversation of its customer under the id of its receipt', async () => {
  const { simulator, send, sent } = meet()
  const receipt = await send('key-1')
  expect(receipt).toEqual({
    id: expect.stringMatching(/^msg_/),
    delivery: { state: 'accepted', code: null },
    createdAt: NOW,
  })
  expect(await sent()).toMatchObject([{ id: receipt.id, text: 'Halo kak', delivery: { state: 'accepted' } }])
  await simulator.advance(60_000)
  expect(await sent()).toMatchObject([{ delivery: { state: 'read', code: null } }])
})

test('how far a message came can be asked by the id of its receipt, and why it failed', async () => {
  const { simulator, sending, send } = meet()
  const { id } = await send('key-1')
  expect(await sending.readDelivery?.(id)).toEqual({ state: 'accepted', code: null })
  simulator.faults.add({ kind: 'send', code: 'recipient_blocked', provider_code: 1013, times: 1 })
  const failing = await send('key-2')
  await simulator.advance(60_000)
  expect(await sending.readDelivery?.(id)).toEqual({ state: 'read', code: null })
  expect(await sending.readDelivery?.(failing.id)).toEqual({ state: 'failed', code: 'recipient_blocked' })
})

test('numbers may be spelt as the vendor spells them', async () => {
  const { sending, sent } = meet()
  const content = { type: 'text', text: 'Halo' } as const
  await sending.send({ ...ANYWHERE, to: '62 812-3456-7890', from: '+62 851-1760-0829', content }, 'key-1')
  expect(await sent()).toHaveLength(1)
})

test('the same key sent twice is one message and one receipt', async () => {
  const { send, sent } = meet()
  const first = await send('key-1')
  expect(await send('key-1')).toEqual(first)
  expect(await sent()).toHaveLength(1)
})

test('the same key sent twice at the same time is one message and one receipt', async () => {
  const { send, sent } = meet()
  const [first, second] = await Promise.all([send('key-1'), send('key-1')])
  expect(second).toEqual(first)
  expect(await sent()).toHaveLength(1)
})

test.each([
  [{ kind: 'drop', when: 'after' }, 'network'],
  [{ kind: 'drop', when: 'before' }, 'network'],
  [{ kind: 'error', status: 502, when: 'after' }, 'whatsapp_upstream_error'],
  [{ kind: 'error', status: 500, when: 'before' }, 'internal_error'],
] as const)('after %j the message is sent once by trying again with its key', async (fault, code) => {
  const { simulator, send, sent } = meet()
  simulator.faults.add({ ...fault, times: 1, method: 'POST' })
  await expect(send('key-1')).rejects.toMatchObject({ kind: 'unreachable', code })
  const receipt = await send('key-1')
  expect((await sent()).map(({ id }) => id)).toEqual([receipt.id])
})

test('whatever fails how often, trying again with the same key until there is a receipt sends once', async () => {
  const when = fc.constantFrom('before' as const, 'after' as const)
  const drop = fc.record({ kind: fc.constant('drop' as const), when })
  const failure = fc.record({ kind: fc.constant('error' as const), when, status: fc.constantFrom(429, 500, 502, 503) })
  const schedules = fc.array(fc.array(fc.oneof(drop, failure), { maxLength: 5 }), { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(schedules, async (messages) => {
      const { simulator, send, sent } = meet()
      const receipts = []
      for (const [index, faults] of messages.entries()) {
        for (const fault of faults) {
          const id = simulator.faults.add({ ...fault, method: 'POST' })
          await expect(send(`key-${index}`)).rejects.toBeInstanceOf(ConnectorError)
          simulator.faults.clear(id)
        }
        receipts.push(await send(`key-${index}`))
      }
      expect((await sent()).map(({ id }) => id).toSorted()).toEqual(receipts.map(({ id }) => id).toSorted())
    }),
    { numRuns: 50 },
  )
})

test('an answer torn on the wire is settled by trying again with its key', async () => {
  const { simulator, sent } = meet()
  const served = await serve(simulator, 0)
  onTestFinished(served.close)
  const { sending } = createKirim(configWith({ baseUrl: `${served.url}/v1`, apiKey: simulator.apiKey, fetch }))
  const message = { ...ANYWHERE, to: ANA, from: SHOP, content: { type: 'text', text: 'Halo' } } as const
  simulator.faults.add({ kind: 'drop', when: 'after', times: 1, method: 'POST' })
  await expect(sending?.send(message, 'key-1')).rejects.toMatchObject({ kind: 'unreachable', code: 'network' })
  expect((await sent()).map(({ id }) => id)).toEqual([(await sending?.send(message, 'key-1'))?.id])
})

test('a key used for other words is refused for good', async () => {
  const { send, sent } = meet()
  await send('key-1')
  await expect(send('key-1', { type: 'text', text: 'Halo lagi' })).rejects.toMatchObject({
    kind: 'rejected',
    code: 'idempotency_key_reuse',
    status: 422,
  })
  expect(await sent()).toHaveLength(1)
})

test('within the life of a key a replay answers as the first time did', async () => {
  const { simulator, sending, send, sent } = meet()
  const first = await send('key-1')
  await simulator.advance(sending.keyLifeMs ?? 0)
  expect(await send('key-1')).toEqual(first)
  expect(await sent()).toHaveLength(1)
})

test('a send has more patience than other calls: the vendor may hold it for 30 seconds', async () => {
  const { simulator, send, sent } = meet({ options: { timeoutMs: '20' } })
  simulator.faults.add({ kind: 'latency', ms: 60, times: 1, method: 'POST' })
  await send('key-1')
  expect(await sent()).toHaveLength(1)
})

test('a caller who gives up learns nothing, and the message may have gone out', async () => {
  const { simulator, sending, sent } = meet()
  simulator.faults.add({ kind: 'latency', ms: 60, times: 1, method: 'POST', when: 'after' })
  const message = { ...ANYWHERE, to: ANA, from: SHOP, content: { type: 'text', text: 'Halo' } } as const
  const aborted = sending.send(message, 'key-1', AbortSignal.timeout(20))
  await expect(aborted).rejects.toMatchObject({ kind: 'unreachable', code: 'aborted' })
  await expect.poll(sent).toHaveLength(1)
})

test.each<[string, string, OutgoingContent, string]>([
  ['invalid_phone_number', 'to', { type: 'text', text: 'Halo' }, '0812'],
  ['missing_required_field', 'text.body', { type: 'text', text: '' }, ANA],
  ['invalid_field_value', 'text.body', { type: 'text', text: 'a'.repeat(4097) }, ANA],
  ['invalid_template_name', 'template.name', { type: 'template', name: 'x', language: 'id_ID', variables: [] }, ANA],
])('%s is a refusal for good, and names %s', async (code, param, content, to) => {
  const { send, sent } = meet()
  await expect(send('key-1', content, to)).rejects.toMatchObject({
    kind: 'rejected',
    code,
    param,
  })
  expect(await sent()).toEqual([])
})

test('the longest text that the connector promises is taken', async () => {
  const { send, sent } = meet()
  await send('key-1', { type: 'text', text: 'a'.repeat(channels.whatsapp.sends.maxText) })
  expect(await sent()).toHaveLength(1)
})

test('free text outside the window is taken, and fails later by name', async () => {
  const { simulator, send, sent } = meet()
  await simulator.advance(24 * 60 * 60 * 1000)
  expect((await send('key-1')).delivery.state).toBe('accepted')
  await simulator.advance(1000)
  expect(await sent()).toMatchObject([{ delivery: { state: 'failed', code: 'outside_24h_window' } }])
})

test('a file that the vendor can fetch is sent, and its caption and name are what it lists', async () => {
  const { simulator, send, sent } = meet({}, () =>
    Promise.resolve(new Response('%PDF-1.7', { headers: { 'Content-Type': 'application/pdf' } })),
  )
  expect(channels.whatsapp.sends.files.takes.map(({ kind }) => kind)).toEqual(['image', 'video', 'audio', 'document'])
  const content = {
    type: 'media',
    kind: 'document',
    source: 'https://inbox.test/out/a',
    caption: 'Ini',
    filename: 'a.pdf',
  } as const
  const { id } = await send('key-1', content)
  await simulator.advance(60_000)
  expect(await sent()).toMatchObject([
    { id, type: 'document', text: 'Ini', label: 'a.pdf', delivery: { state: 'read', code: null } },
  ])
})

test('a file that the vendor cannot fetch fails later, on the message', async () => {
  const { simulator, send, sent } = meet({}, () => Promise.reject(new TypeError('fetch failed')))
  const content = {
    type: 'media',
    kind: 'image',
    source: 'https://inbox.test/out/a',
    caption: null,
    filename: 'a.png',
  } as const
  expect((await send('key-1', content)).delivery).toEqual({ state: 'accepted', code: null })
  await simulator.advance(60_000)
  expect(await sent()).toMatchObject([{ delivery: { state: 'failed', code: 'media_download_failed' } }])
})

test('an address that is not https is refused at once', async () => {
  const { send } = meet()
  const content = {
    type: 'media',
    kind: 'image',
    source: 'http://inbox.test/a',
    caption: null,
    filename: 'a.png',
  } as const
  await expect(send('key-1', content)).rejects.toMatchObject({ kind: 'rejected', param: 'image.url' })
})
