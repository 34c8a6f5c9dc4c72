import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { firstMessageByKey } from '#gateway/storage/first-messages.ts'
import { pass, passUntil, sleepThrough } from '#gateway/testing/virtual-time.ts'
import { people, WORKSPACE_ID } from '#gateway/testing/common-world.ts'
import { CONNECTION_ID, requests } from '#gateway/testing/world.ts'
import type { Person } from '#gateway/testing/common-world.ts'
import { worlds } from '#gateway/testing/worlds.ts'
import {
  discardFirstMessage,
  listFirstMessages,
  retryFirstMessage,
} from '#gateway/usecases/messages/own-first-messages.ts'
import { startConversation } from '#gateway/usecases/messages/start-conversation.ts'

const world = worlds()
const HOUR_MS = 60 * 60 * 1000
const BUDI = '+6281299998888'
const SHOP = '+6285117600829'
const OTHER_SHOP = '+6281290004455'
const template = { name: 'follow_up', language: 'id_ID', variables: [] }

const actorOf = (person: Person) => ({ type: 'agent' as const, id: people[person].id, name: people[person].name })

/** A world with a gateway, and agents in it who write to Budi, whom nobody knows. */
async function worldWithout(options: Parameters<typeof world>[0] = {}) {
  const whole = await world(options)
  const gateway = whole.start()
  await pass(2000)
  const deps = () => ({ storage: whole.storage, now: Date.now })
  const { channels } = gateway.vendor.connector

  async function start(key: string, { by = 'maya', to = BUDI }: { by?: Person; to?: string } = {}) {
    const from = SHOP
    const request = { workspaceId: WORKSPACE_ID, key, actor: actorOf(by), client: null, channels, templates: null }
    const body = { connection: CONNECTION_ID, to, from, template }
    const started = await startConversation(deps(), { ...request, body })
    gateway.sync.ringSends(CONNECTION_ID)
    return started
  }
  const list = (by: Person = 'maya') => listFirstMessages(deps(), { workspaceId: WORKSPACE_ID, actor: actorOf(by) })
  const stateOf = async (key = 'key_0001') => (await firstMessageByKey(whole.storage.db, WORKSPACE_ID, key))?.state
  const settled = () => passUntil(async () => (await stateOf()) !== 'owed' && (await stateOf()) !== 'taken', 90_000)
  /** Messages of ours that the vendor holds for a number. */
  const held = (to = BUDI) =>
    whole.simulator.vendor.store.all(
      `select m.id, m.status from messages m join conversations c on c.id = m.conversation_id
       join contacts k on k.id = c.contact_id where k.phone_number = ? and m.direction = 'outbound'`,
      to,
    )
  const second = (of: typeof retryFirstMessage | typeof discardFirstMessage) => async (id: string) => {
    const answer = await of(deps(), { workspaceId: WORKSPACE_ID, id, actor: actorOf('maya') })
    gateway.sync.ringSends(CONNECTION_ID)
    return answer
  }
  return {
    whole,
    gateway,
    simulator: whole.simulator,
    start,
    list,
    stateOf,
    settled,
    held,
    retry: second(retryFirstMessage),
    discard: second(discardFirstMessage),
  }
}

test.each([true, false])(
  'a template to a new number reaches the vendor once, and its conversation is here with its author (webhooks: %s)',
  async (webhooks) => {
    const { whole, start, list, settled, held } = await worldWithout({ webhooks })
    const started = await start('key_0001', { to: '0812-9999-8888' })
    expect(started).toMatchObject({
      outcome: 'taken',
      conversation: null,
      first_message: { to: BUDI, from: SHOP, delivery: { state: 'waiting' }, conversation_id: null },
    })
    await settled()
    expect(held()).toHaveLength(1)
    const [told] = await list()
    const id = told?.conversation_id ?? ''
    expect(await whole.row(id)).toMatchObject({ contact_phone: BUDI, status: 'open', preview_inbound: 0 })
    expect(await whole.thread(id)).toMatchObject([
      { direction: 'outbound', type: 'template', label: 'follow_up', key: 'key_0001', author: { name: 'Maya' } },
    ])
    await pass(20_000)
    expect(await list()).toMatchObject([{ delivery: { state: 'read' } }])
    expect(await whole.thread(id)).toMatchObject([{ delivery: { state: 'read' } }])
    expect(held()).toHaveLength(1)
  },
)

test.each(['before', 'after'] as const)(
  'a connection that is lost %s the vendor read the template sends it once',
  async (when) => {
    const { simulator, start, list, settled, held, whole } = await worldWithout()
    simulator.faults.add({ kind: 'drop', when, times: 3, method: 'POST', path: '/messages' })
    await start('key_0001')
    await passUntil(async () => (await list())[0]?.delivery.state === 'checking', 5000)
    await settled()
    expect(held()).toHaveLength(1)
    const [told] = await list()
    expect(await whole.thread(told?.conversation_id ?? '')).toHaveLength(1)
  },
)

test.each([300, 900, 1500, 2200, 3000])(
  'a gateway that is killed %i ms after the submit sends once and finds the conversation',
  async (ms) => {
    const directory = mkdtempSync(path.join(tmpdir(), 'sigap-first-'))
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
    const options = { path: path.join(directory, 'sigap.sqlite'), latency: 500 }
    const { whole, gateway, start, settled, held, list } = await worldWithout(options)
    await start('key_0001')
    await pass(ms)
    gateway.kill()
    whole.reopen()
    whole.start()
    await settled()
    await pass(5000)
    expect(held()).toHaveLength(1)
    const [told] = await list()
    expect(await whole.thread(told?.conversation_id ?? '')).toMatchObject([{ author: { name: 'Maya' } }])
  },
)

test('the same key starts one conversation, at once, later and with another spelling, and no other message', async () => {
  const { start, settled, held, stateOf } = await worldWithout()
  const both = await Promise.all([start('key_0001'), start('key_0001', { to: '0812 9999 8888' })])
  expect(new Set(both.map(({ first_message }) => first_message?.id)).size).toBe(1)
  await settled()
  const again = await start('key_0001')
  expect(again).toMatchObject({ outcome: 'taken', conversation: { contact: { phone_number: BUDI } } })
  await expect(start('key_0001', { to: '+6281299997777' })).rejects.toMatchObject({ code: 'idempotency_key_reuse' })
  await pass(5000)
  expect(held()).toHaveLength(1)
  expect(await stateOf()).toBe('placed')
})

test('of two who write to the same new number the second is told of the first, and nothing is sent twice', async () => {
  const { start, settled, held } = await worldWithout()
  await start('key_0001')
  expect(await start('key_0002', { by: 'rina' })).toMatchObject({
    outcome: 'under_way',
    first_message: { key: 'key_0001', author: { name: 'Maya' } },
  })
  await settled()
  expect(await start('key_0003', { by: 'rina' })).toMatchObject({ outcome: 'exists', first_message: null })
  await pass(5000)
  expect(held()).toHaveLength(1)
})

test('a number that has conversations is answered with the newest that is not resolved, and nothing is sent', async () => {
  const { simulator, start, held } = await worldWithout()
  const contact = { phone_number: BUDI, name: 'Budi' }
  const open = simulator.placeConversation({ contact })
  simulator.receive({ conversation_id: open.id, text: 'Halo' })
  await pass(15_000)
  expect(await start('key_0001')).toMatchObject({ outcome: 'exists', conversation: { id: open.id } })
  await pass(5000)
  expect(held()).toEqual([])
})

test('a customer who wrote while the template waited is shown instead of being written to', async () => {
  const { simulator, start, list, settled, held } = await worldWithout()
  const down = simulator.faults.add({ kind: 'error', status: 503 })
  await start('key_0001')
  const { conversation } = simulator.receive({ from: BUDI, to: SHOP, name: 'Budi', text: 'Permisi' })
  await pass(10_000)
  simulator.faults.clear(down)
  await settled()
  expect(await list()).toMatchObject([
    { delivery: { state: 'failed', code: 'conversation_exists' }, conversation_id: conversation.id },
  ])
  expect(held()).toEqual([])
})

test('a refusal is told with its reason, trying again is another attempt, and what is discarded is sent no more', async () => {
  const { simulator, start, list, settled, held, retry, discard, stateOf } = await worldWithout()
  const refusal = {
    kind: 'error',
    status: 422,
    code: 'whatsapp_number_not_verified',
    times: 1,
    method: 'POST',
  } as const
  simulator.faults.add(refusal)
  const { first_message } = await start('key_0001')
  const id = first_message?.id ?? ''
  await settled()
  expect(await list()).toMatchObject([{ delivery: { state: 'failed', code: 'whatsapp_number_not_verified' } }])
  simulator.faults.add(refusal)
  await retry(id)
  await pass(3000)
  expect(await stateOf()).toBe('refused')
  await retry(id)
  await passUntil(async () => (await stateOf()) === 'placed', 30_000)
  expect(held()).toHaveLength(1)
  await expect(retry(id)).rejects.toMatchObject({ code: 'not_waiting' })
  await discard(id)
  expect(await list()).toEqual([])

  simulator.faults.add(refusal)
  const other = { to: '+6281299997777' }
  const refused = await start('key_0002', other)
  await passUntil(async () => (await stateOf('key_0002')) === 'refused', 10_000)
  await discard(refused.first_message?.id ?? '')
  await start('key_0002', other)
  await pass(5000)
  expect(held(other.to)).toEqual([])
})

test('a template that fails at Meta is told as failed in its thread and to its author', async () => {
  const { whole, simulator, start, list } = await worldWithout()
  simulator.faults.add({ kind: 'send', code: 'recipient_not_on_whatsapp', provider_code: 1006, times: 1 })
  await start('key_0001')
  await passUntil(async () => (await list())[0]?.delivery.state === 'failed', 20_000)
  const [told] = await list()
  expect(told?.delivery.code).toBe('recipient_not_on_whatsapp')
  expect((await whole.row(told?.conversation_id ?? '')).outgoing).toBe('failed')
})

test('a vendor whose key is refused pauses, and what waits goes out when it is mended', async () => {
  const { simulator, start, list, settled, held } = await worldWithout()
  const refused = simulator.faults.add({ kind: 'error', status: 401 })
  await start('key_0001')
  await pass(20_000)
  expect(await list()).toMatchObject([{ delivery: { state: 'waiting' } }])
  simulator.faults.clear(refused)
  await settled()
  expect(held()).toHaveLength(1)
})

test('when the vendor forgot the key, it is asked for the message instead of getting it again', async () => {
  const { whole, simulator, start, settled, stateOf, held } = await worldWithout()
  simulator.faults.add({ kind: 'drop', when: 'after', times: 1, method: 'POST' })
  await start('key_0001')
  await passUntil(() => held().length === 1, 5000)
  const down = simulator.faults.add({ kind: 'error', status: 503 })
  sleepThrough(25 * HOUR_MS)
  simulator.faults.clear(down)
  await settled()
  expect(await stateOf()).toBe('placed')
  expect(held()).toHaveLength(1)
  expect(requests(whole, 'POST').filter(({ status }) => status === 202).length).toBeLessThanOrEqual(1)
})

/** A vendor that has the template and shows neither contact nor conversation of it, until the fault is cleared. */
async function worldThatHides(options: Parameters<typeof world>[0] = {}) {
  const made = await worldWithout(options)
  made.simulator.faults.add({ kind: 'latency', ms: 1000, when: 'after', method: 'POST', path: '/messages' })
  await made.start('key_0001')
  await passUntil(() => made.held().length === 1, 5000)
  const hidden = made.simulator.faults.add({ kind: 'error', status: 404, method: 'GET', path: '/contacts' })
  await passUntil(async () => (await made.stateOf()) === 'taken', 5000)
  return { ...made, show: () => made.simulator.faults.clear(hidden) }
}

test('a message whose conversation the vendor does not show yet is looked for until it does, and never sent again', async () => {
  const { list, settled, held, show } = await worldThatHides()
  await pass(5000)
  expect(await list()).toMatchObject([{ delivery: { state: 'accepted' }, conversation_id: null }])
  show()
  await settled()
  expect(held()).toHaveLength(1)
  expect(await list()).toMatchObject([{ conversation_id: expect.any(String) }])
})

test('a message that failed at Meta and has no conversation is told as failed, with the reason', async () => {
  const { simulator, list, settled, held } = await worldThatHides()
  simulator.vendor.store.run(
    `update messages set status = 'failed', error = ? where direction = 'outbound'`,
    JSON.stringify({ code: 'recipient_not_on_whatsapp', message: 'No such user.', provider_code: 1006 }),
  )
  await settled()
  expect(await list()).toMatchObject([{ delivery: { state: 'failed', code: 'recipient_not_on_whatsapp' } }])
  expect(held()).toHaveLength(1)
})

test('of several conversations that the vendor has by then the message stands in the one that holds it', async () => {
  const { whole, simulator, list, settled, show } = await worldThatHides({
    simulator: { behaviour: { inboundToResolved: 'new' } },
  })
  const [first] = simulator.vendor.store.all(`select conversation_id as id from messages where direction = 'outbound'`)
  const id = String(first?.['id'])
  simulator.act(id, { act: 'resolve' })
  const { conversation } = simulator.receive({ from: BUDI, to: SHOP, text: 'Permisi' })
  expect(conversation.id).not.toBe(id)
  show()
  await settled()
  expect(await list()).toMatchObject([{ conversation_id: id }])
  expect(await whole.thread(id)).toMatchObject([{ key: 'key_0001', author: { name: 'Maya' } }])
})

test('a customer who writes with another of our numbers is shown instead of being written to', async () => {
  const { simulator, start, list, settled, held, whole } = await worldWithout()
  const down = simulator.faults.add({ kind: 'error', status: 503 })
  await start('key_0001')
  const { conversation } = simulator.receive({ from: BUDI, to: OTHER_SHOP, text: 'Permisi' })
  simulator.faults.clear(down)
  await settled()
  expect(await list()).toMatchObject([{ delivery: { code: 'conversation_exists' }, conversation_id: conversation.id }])
  expect((await whole.row(conversation.id)).account_key).toBe(OTHER_SHOP.slice(1))
  expect(held()).toEqual([])
})
