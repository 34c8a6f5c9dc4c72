import { afterEach, expect, test } from 'vitest'
import {
  createHighlevelSimulator,
  type HighlevelSimulator,
  type HighlevelSimulatorOptions,
} from '#simulators/highlevel/index.ts'
import type { WebhookRequest } from '../webhooks.ts'
import { createHighlevel } from './index.ts'
import { configWith, MAYA, NOW } from './stand-ins.ts'

const hour = 3_600_000
const opened: HighlevelSimulator[] = []

afterEach(() => {
  for (const simulator of opened.splice(0)) simulator.close()
})

/** A simulated location whose clock stands still, its connector, and the webhooks that it would have had. */
function meet(options: HighlevelSimulatorOptions = {}) {
  const hooks: WebhookRequest[] = []
  const simulator = createHighlevelSimulator({
    now: () => NOW,
    timer: () => () => undefined,
    webhookUrl: 'https://hooks.test',
    deliver: async (_url, { headers, body }) => {
      hooks.push({ headers: new Headers(headers), body: new TextEncoder().encode(body) })
      return new Response()
    },
    ...options,
  })
  opened.push(simulator)
  const { apiKey, fetch, webhookPublicKey } = simulator
  const now = () => simulator.clock.now()
  const connector = createHighlevel(configWith({ apiKey, fetch, now, webhookSecrets: [webhookPublicKey] }))
  return { simulator, connector, hooks }
}

test('a webhook that was forged, altered or signed with nothing is refused', async () => {
  const { simulator, connector, hooks } = meet()
  simulator.receive({ from: '+62812' })
  await simulator.settled()
  const [hook] = hooks
  if (hook === undefined) throw new Error('There is no webhook.')
  const read = (headers: HeadersInit, body = hook.body) =>
    connector.readWebhook?.({ headers: new Headers(headers), body }, NOW)
  const signature = hook.headers.get('x-ghl-signature') ?? ''
  expect(await read({ 'X-GHL-Signature': signature })).toMatchObject({ event: 'InboundMessage' })
  expect(await read({ 'X-GHL-Signature': signature }, hook.body.slice(0, -1))).toBeNull()
  expect(await read({ 'X-GHL-Signature': 'N/A' })).toBeNull()
  expect(await read({ 'X-GHL-Signature': '' })).toBeNull()
  expect(await read({ 'X-WH-Signature': signature })).toBeNull()
  const other = meet()
  expect(await other.connector.readWebhook?.(hook, NOW)).toBeNull()
})

test('repetitions share their key, whatever comes between, and two events never do', async () => {
  const { simulator, connector, hooks } = meet()
  const { contactId } = simulator.placeConversation({})
  simulator.webhooks.hold()
  simulator.webhooks.duplicate(1)
  for (const name of ['Ana', 'Budi']) simulator.changeContact(contactId, { name })
  await simulator.webhooks.release('reversed')
  const keys = await Promise.all(hooks.map(async (hook) => (await connector.readWebhook?.(hook, NOW))?.dedupeKey))
  expect(keys).toHaveLength(4)
  expect(keys[0]).toBe(keys[1])
  expect(keys[2]).toBe(keys[3])
  expect(new Set(keys).size).toBe(2)
})

test('new tags of a contact are news of its conversation, and say nothing else of the contact', async () => {
  const { simulator, connector, hooks } = meet()
  const { id, contactId } = simulator.placeConversation({})
  await connector.listConversations({})
  simulator.changeContact(contactId, { tags: ['vip'] })
  await simulator.settled()
  const [hook] = hooks
  const read = hook && (await connector.readWebhook?.(hook, NOW))
  expect(read).toMatchObject({ event: 'ContactTagUpdate', events: [{ type: 'changed', conversationId: id }] })
})

test('one that comes more than two hours late is refused, one within them is taken', async () => {
  const { simulator, connector, hooks } = meet()
  simulator.receive({ from: '+62812' })
  await simulator.settled()
  const [hook] = hooks
  if (hook === undefined) throw new Error('There is no webhook.')
  expect(await connector.readWebhook?.(hook, NOW + 1.9 * hour)).not.toBeNull()
  expect(await connector.readWebhook?.(hook, NOW + 2.1 * hour)).toBeNull()
})

test.each(['flat', 'data'] as const)(
  '%s events say what to look at, in whatever order they come',
  async (webhookShape) => {
    const { simulator, connector, hooks } = meet({ behaviour: { webhookShape } })
    const { conversation } = simulator.receive({ from: '+62812', text: 'Halo' })
    const mail = simulator.receive({ email: 'ana@mail.example', type: 'TYPE_EMAIL', text: 'Halo', subject: 'Retur' })
    simulator.act(conversation.id, { act: 'reply', text: 'Siap' })
    await connector.getConversation(conversation.id)
    simulator.act(conversation.id, { act: 'assign', user_id: MAYA })
    await simulator.settled()
    const events = []
    for (const hook of hooks.toReversed()) events.push((await connector.readWebhook?.(hook, NOW))?.events)
    const conversationId = conversation.id
    expect(events.toReversed()).toEqual([
      [{ type: 'changed', conversationId }],
      [{ type: 'changed', conversationId }],
      [
        {
          type: 'message',
          conversationId: mail.conversation.id,
          message: expect.objectContaining({ id: `e-mail:${mail.email?.id}`, text: 'Halo' }),
        },
      ],
      [{ type: 'changed', conversationId: mail.conversation.id }],
      [
        {
          type: 'message',
          conversationId,
          message: expect.objectContaining({ type: 'text', text: 'Siap', direction: 'outbound' }),
        },
      ],
      [{ type: 'changed', conversationId }],
      [expect.objectContaining({ type: 'contact', phoneNumber: '+62812' }), { type: 'changed', conversationId }],
    ])
  },
)
