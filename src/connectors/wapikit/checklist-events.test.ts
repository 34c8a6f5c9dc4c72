import { afterEach, expect, test } from 'vitest'
import {
  createWapikitSimulator,
  type WapikitSimulator,
  type WapikitSimulatorOptions,
} from '#simulators/wapikit/index.ts'
import type { Connector, ConnectorConfig } from '../connector.ts'
import type { WebhookDelivery } from '../webhooks.ts'
import { createWapikit } from './index.ts'
import { configWith, NOW } from './stand-ins.ts'

const MAYA = 'a1c3e7d2-6b0f-4f5a-8c1d-1f0e2d3c4b51'
const opened: WapikitSimulator[] = []

afterEach(() => {
  for (const simulator of opened.splice(0)) simulator.close()
})

/** A simulated organisation whose clock stands still, and the connector on it. */
function meet(options: WapikitSimulatorOptions = {}, config: Partial<ConnectorConfig> = {}) {
  const simulator = createWapikitSimulator({ now: () => NOW, ...options })
  opened.push(simulator)
  const { apiKey, fetch } = simulator
  const now = () => simulator.clock.now()
  return { simulator, connector: createWapikit(configWith({ apiKey, fetch, now, ...config })) }
}

/** Follows until the stream ends, and what was told. */
function follow(connector: Connector) {
  const told: WebhookDelivery[] = []
  const stop = new AbortController()
  const opened = Promise.withResolvers<void>()
  const times = { opened: 0 }
  const hear = {
    opened: () => {
      times.opened += 1
      opened.resolve()
    },
    told: async (delivery: WebhookDelivery) => void told.push(delivery),
  }
  const ended = connector.follow?.(hear, stop.signal) ?? Promise.reject(new Error('no stream'))
  return { told, stop, ended, opened: opened.promise, times }
}

test.each([['msgpack'], ['json']] as const)(
  'the stream tells of messages as the thread shows them, written as %s',
  async (eventEncoding) => {
    const { simulator, connector } = meet({ behaviour: { eventEncoding } })
    const { opened, ended, told, times } = follow(connector)
    await opened
    const { conversation } = simulator.receive({ text: 'Halo 👋' })
    simulator.receive({ conversation_id: conversation.id, type: 'Location', data: {} })
    simulator.act(conversation.id, { act: 'assign', user_id: MAYA })
    simulator.events.close()
    await ended
    const { rows } = await connector.listMessages({ conversationId: conversation.id })
    const changed = { type: 'changed', conversationId: conversation.id }
    expect(told.flatMap(({ events }) => events)).toEqual([
      changed,
      { type: 'message', conversationId: conversation.id, message: rows[0] },
      changed,
      changed,
    ])
    // The vendor's own secrets stand beside a message.
    expect(times.opened).toBe(1)
    expect(JSON.stringify(told)).not.toMatch(/EAA|simulated/)
  },
)

test('events that are cut, repeated or turned round: one is ignored, the same message has the same key, and the rest is told', async () => {
  const { simulator, connector } = meet()
  const { opened, ended, told } = follow(connector)
  await opened
  simulator.events.corrupt(1)
  const { conversation } = simulator.receive({})
  simulator.events.hold()
  simulator.events.duplicate(1)
  const later = ['satu', 'dua'].map((text) => simulator.receive({ conversation_id: conversation.id, text }).message.id)
  simulator.events.release('reversed')
  simulator.events.close()
  await ended
  expect(told.map(({ events: [event] }) => event?.type)).toEqual([
    'ignored',
    ...Array.from({ length: 5 }, () => 'message'),
  ])
  expect(told.slice(2).map(({ dedupeKey }) => dedupeKey)).toEqual(
    [later[1], later[1], later[0], later[0]].map((id) => `NewMessage:${id}`),
  )
  expect(new Set(told.map(({ dedupeKey }) => dedupeKey)).size).toBe(4)
})

test('a stream that is refused, breaks or is left says why without the key that stands in its address', async () => {
  const { simulator, connector } = meet()
  const failures: unknown[] = []
  const { ended, opened, stop } = follow(connector)
  await opened
  stop.abort()
  failures.push(await ended.catch((error: unknown) => error))
  simulator.faults.add({ kind: 'drop', when: 'before', path: '/events', times: 1 })
  failures.push(await follow(connector).ended.catch((error: unknown) => error))
  failures.push(await follow(meet({}, { apiKey: 'wrong' }).connector).ended.catch((error: unknown) => error))
  expect(failures).toMatchObject([{ code: 'aborted' }, { code: 'network', cause: undefined }, { kind: 'auth' }])
  expect(failures.map((failure) => JSON.stringify(failure) + String(failure)).join()).not.toContain(simulator.apiKey)
  expect(simulator.events.listening()).toBe(0)
})

test('a listener that fails ends the stream with its own error', async () => {
  const { simulator, connector } = meet()
  const broken = new Error('the store is full')
  const ended = connector.follow?.(
    { opened: () => void simulator.receive({}), told: () => Promise.reject(broken) },
    AbortSignal.timeout(5000),
  )
  await expect(ended).rejects.toBe(broken)
})
