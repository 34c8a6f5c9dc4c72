import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { readChanges } from '#gateway/storage/changes.ts'
import { pendingDeliveries } from '#gateway/storage/webhooks.ts'
import { pass, passUntil } from '#gateway/testing/virtual-time.ts'
import { people, WORKSPACE_ID } from '#gateway/testing/common-world.ts'
import { CONNECTION_ID, requests } from '#gateway/testing/world.ts'
import type { World } from '#gateway/testing/world.ts'
import { worlds } from '#gateway/testing/worlds.ts'
import { receiveWebhook } from '#gateway/usecases/connections/receive-webhook.ts'

const world = worlds()

const customer = '+6281234567890'

/** A world with webhooks and conversations that its gateway knows; the first is of `customer`. */
async function worldWith(count: number) {
  const made = await world({ webhooks: true })
  const ids = Array.from({ length: count }, (_, index) => {
    const contact = { phone_number: index === 0 ? customer : `+62811000000${index}`, name: `Customer ${index}` }
    const last_message_at = new Date(Date.now() - (index + 1) * 60_000).toISOString()
    return made.simulator.placeConversation({ contact, last_message_at }).id
  })
  const gateway = made.start()
  await pass(6000)
  return { ...made, whole: made, gateway, ids, id: ids[0] ?? '' }
}

async function changesOf({ storage }: Pick<World, 'storage'>, id: string) {
  return (await readChanges(storage.db, WORKSPACE_ID, 0, 100_000)).filter((change) => change.conversation_id === id)
}

test('what the vendor announces is here within 2 s, wherever in the list it is', async () => {
  const { ids, simulator, row } = await worldWith(250)
  const id = ids[220] ?? ''
  simulator.act(id, { act: 'assign', user_id: people.rina.vendorId })
  expect(await passUntil(async () => (await row(id)).assignee_id === people.rina.id, 5000)).toBeLessThanOrEqual(2000)
  await pass(3217)
  simulator.act(id, { act: 'resolve' })
  expect(await passUntil(async () => (await row(id)).status === 'resolved', 5000)).toBeLessThanOrEqual(2000)
})

test('a customer’s message shows at once, with its text, and the count of unread follows', async () => {
  const { id, simulator, row } = await worldWith(3)
  await pass(400)
  simulator.receive({ conversation_id: id, text: 'Apakah sudah dikirim?' })
  const shows = async () => (await row(id)).preview_text === 'Apakah sudah dikirim?'
  expect(await passUntil(shows, 5000)).toBeLessThanOrEqual(1000)
  await pass(5000)
  expect(await row(id)).toMatchObject({
    unread_count: 1,
    last_message_ms: Date.parse(simulator.conversation(id).last_message_at ?? ''),
  })
})

test('a message without words says of what type it is, until there are words again', async () => {
  const { id, simulator, row } = await worldWith(1)
  simulator.receive({ conversation_id: id, type: 'sticker', content: { media_id: 'med_1' } })
  await passUntil(async () => (await row(id)).preview_type === 'sticker', 5000)
  await pass(1000)
  simulator.receive({ conversation_id: id, text: '[sticker]' })
  await passUntil(async () => (await row(id)).unread_count === 2, 5000)
  expect(await row(id)).toMatchObject({ preview_text: '[sticker]', preview_type: null })
})

test('a new customer is in the list within 2 s', async () => {
  const { simulator, row } = await worldWith(3)
  const { conversation } = simulator.receive({ from: '+6281999', text: 'Halo' })
  const isHere = async () =>
    row(conversation.id).then(
      () => true,
      () => false,
    )
  expect(await passUntil(isHere, 5000)).toBeLessThanOrEqual(2000)
})

test('a message to a resolved conversation opens it here as at the vendor', async () => {
  const { id, simulator, row } = await worldWith(2)
  simulator.act(id, { act: 'resolve' })
  await pass(5000)
  expect((await row(id)).status).toBe('resolved')
  simulator.receive({ conversation_id: id })
  expect(await passUntil(async () => (await row(id)).status === 'open', 5000)).toBeLessThanOrEqual(3000)
})

test('a burst of messages costs one read of the newest page every 2 s', async () => {
  const { ids, simulator, whole } = await worldWith(9)
  await pass(10_000)
  simulator.log.clear()
  for (let second = 0; second < 20; second += 1) {
    for (const id of ids) simulator.receive({ conversation_id: id, text: `${second}` })
    await pass(500)
  }
  const pages = requests(whole, 'GET').filter(
    ({ path, query }) => path.endsWith('/conversations') && query === '?limit=100',
  )
  expect(pages.length).toBeLessThanOrEqual(7)
})

test('the same delivery twice, or in reverse order, changes nothing more', async () => {
  const { id, simulator, row, whole } = await worldWith(2)
  simulator.webhooks.duplicate(2)
  simulator.webhooks.hold()
  simulator.receive({ conversation_id: id, text: 'satu' })
  await pass(2000)
  simulator.receive({ conversation_id: id, text: 'dua' })
  simulator.act(id, { act: 'assign', user_id: people.maya.vendorId })
  await pass(2000)
  simulator.act(id, { act: 'assign', user_id: people.rina.vendorId })
  await simulator.webhooks.release('reversed')
  await pass(10_000)
  expect(await row(id)).toMatchObject({ unread_count: 2, preview_text: 'dua', assignee_id: people.rina.id })
  const count = (await changesOf(whole, id)).length
  await pass(20_000)
  expect((await changesOf(whole, id)).length).toBe(count)
})

test('an announcement of our own write costs no read beyond the one before it, once it is known', async () => {
  const { id, simulator, patch, whole } = await worldWith(2)
  simulator.webhooks.hold()
  await patch('maya', id, { assigned_to: people.maya.id })
  await pass(2000)
  simulator.log.clear()
  await simulator.webhooks.release('as_made')
  await pass(1000)
  expect(requests(whole, 'GET').filter(({ path }) => path.endsWith(id))).toEqual([])
})

test.each([
  ['with another secret', (body: string) => signed(body, 'whsec_somebody_else', Date.now())],
  ['without a signature', () => new Headers()],
  ['signed too long ago', (body: string, secret: string) => signed(body, secret, Date.now() - 301_000)],
  ['with a signature of another body', (body: string, secret: string) => signed(`${body} `, secret, Date.now())],
])('a webhook %s is turned away and changes nothing', async (_, headersFor) => {
  const { id, receive, row, whole, gateway } = await worldWith(1)
  const before = await row(id)
  const body = inbound('Palsu')
  const answer = await receive(headersFor(body, secretOf(whole)), new TextEncoder().encode(body))
  expect(answer.status).toBe(401)
  await pass(8000)
  expect(await row(id)).toEqual(before)
  expect(await pendingDeliveries(gateway.storage.db, WORKSPACE_ID, CONNECTION_ID, 10)).toEqual([])
})

test.each([
  ['cut short', inbound('x').slice(0, 100)],
  ['that is no JSON', 'hello'],
  ['that is empty', ''],
  [
    'of a kind never heard of',
    JSON.stringify({ id: 'evt_1', type: 'conversation.exploded', data: { conversation: null } }),
  ],
  ['with a field of the wrong kind', inbound('x').replace('"text":{"body":"x"}', '"text":7')],
])('a well signed webhook %s is taken, and does no harm', async (_, body) => {
  const { id, receive, row, whole, gateway, simulator } = await worldWith(1)
  const bytes = new TextEncoder().encode(body)
  expect((await receive(signed(body, secretOf(whole), Date.now()), bytes)).status).toBe(200)
  await pass(4000)
  expect(await pendingDeliveries(gateway.storage.db, WORKSPACE_ID, CONNECTION_ID, 10)).toEqual([])
  expect((await row(id)).status).toBe(simulator.conversation(id).status)
})

test('a webhook that was taken is worked off although the gateway that works them off is killed at once', async () => {
  const { id, simulator, row, start, gateway, storage } = await worldWith(1)
  start('another')
  simulator.receive({ conversation_id: id, text: 'Masih ada?' })
  await simulator.settled()
  gateway.kill()
  expect(await pendingDeliveries(storage.db, WORKSPACE_ID, CONNECTION_ID, 10)).toHaveLength(1)
  simulator.faults.add({ kind: 'error', status: 503, class: 'read' })
  await pass(16_000)
  expect((await row(id)).preview_text).toBe('Masih ada?')
})

test('a message that is worked off twice, as after a kill in between, counts once', async () => {
  const { id, simulator, row, storage } = await worldWith(1)
  simulator.faults.add({ kind: 'error', status: 503, class: 'read' })
  simulator.receive({ conversation_id: id, text: 'Halo' })
  await pass(3000)
  await storage.db.updateTable('webhook_deliveries').set({ processed_ms: null }).execute()
  await pass(3000)
  expect(await row(id)).toMatchObject({ unread_count: 1, preview_text: 'Halo' })
})

test('a delivery that cannot be worked off keeps none behind it waiting, and is given up in the end', async () => {
  const some = await worldWith(1)
  const { id, simulator, row, gateway, warnings } = some
  const broken = { dedupeKey: 'broken', event: 'broken', events: [] }
  const deps = { storage: gateway.storage, now: () => 1 }
  await receiveWebhook(deps, { workspaceId: WORKSPACE_ID, connectionId: CONNECTION_ID, delivery: broken })
  await gateway.storage.db.updateTable('webhook_deliveries').set({ events: '{' }).execute()
  simulator.receive({ conversation_id: id, text: 'Halo' })
  await pass(8000)
  expect((await row(id)).preview_text).toBe('Halo')
  expect(await pendingDeliveries(gateway.storage.db, WORKSPACE_ID, CONNECTION_ID, 10)).toEqual([])
  expect(warnings.splice(0)).toHaveLength(5)
})

test('news of a sent message makes its thread stale and tells the browsers', async () => {
  const { id, simulator, row, storage } = await worldWith(2)
  simulator.receive({ conversation_id: id })
  await pass(4000)
  simulator.act(id, { act: 'reply', text: 'Siap' })
  await pass(1000)
  await storage.db.updateTable('conversations').set({ messages_fresh_ms: 1 }).where('id', '=', id).execute()
  const { version } = await row(id)
  await pass(10_000)
  const after = await row(id)
  expect(after.messages_fresh_ms).toBeNull()
  expect(after.version).toBeGreaterThan(version)
})

test('a contact’s new name and e-mail are in all its conversations', async () => {
  const { id, simulator, row } = await worldWith(2)
  const { contact } = simulator.conversation(id)
  const { id: second } = simulator.placeConversation({ contact_id: contact.id })
  await pass(12_000)
  simulator.changeContact(contact.id, { name: 'Ana Wijaya', email: 'ana@example.com' })
  await pass(2000)
  for (const each of [id, second]) {
    expect(await row(each)).toMatchObject({ contact_name: 'Ana Wijaya', contact_email: 'ana@example.com' })
  }
})

function inbound(text: string): string {
  const messages = [
    { from: customer.slice(1), id: 'wamid.1', timestamp: '1779523300', type: 'text', text: { body: text } },
  ]
  const value = { messaging_product: 'whatsapp', metadata: { display_phone_number: '6285117600829' }, messages }
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  })
}

function signed(body: string, secret: string, at: number): Headers {
  const t = Math.floor(at / 1000)
  const v1 = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')
  return new Headers({ 'X-Kirim-Signature': `t=${t},v1=${v1}`, 'X-Kirim-Event': 'message.received' })
}

function secretOf({ simulator }: World): string {
  return String(simulator.vendor.store.get('select secret from secrets')?.['secret'])
}
