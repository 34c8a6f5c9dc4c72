import { expect, test } from 'vitest'

import { customer, object, otherShop, rows, shop, testVendor, type TestVendor } from './test-vendor.ts'

const hour = 60 * 60 * 1000
const text = { from: shop, to: customer, type: 'text', text: { body: 'Halo kak' } }

async function send(vendor: TestVendor, body: object = text) {
  const answer = await vendor.call('POST', '/v1/messages', body)
  return { ...answer, id: String(object(answer.data)['id']) }
}

test('a send is accepted as pending, goes to the conversation of that number, and shows no wamid', async () => {
  const vendor = testVendor()
  const { conversation } = vendor.sim.receive({ from: customer })
  const { status, data } = await send(vendor)
  expect(status).toBe(202)
  expect(data).toEqual({
    id: expect.stringMatching(/^msg_[0-9A-HJKMNP-TV-Z]{26}$/),
    object: 'message',
    conversation_id: conversation.id,
    direction: 'outbound',
    type: 'text',
    status: 'pending',
    content: 'Halo kak',
    created_at: '2026-05-23T08:00:00.000Z',
  })
})

test('an accepted message moves through sent and delivered to read, each step announced under one wamid', async () => {
  const vendor = testVendor()
  const { hooks } = await vendor.subscribe(['message.status'])
  vendor.sim.receive({ from: customer })
  const { id } = await send(vendor)
  await vendor.sim.advance(10_000)
  expect((await vendor.call('GET', `/v1/messages/${id}`)).data).toMatchObject({ status: 'read' })
  const statuses = hooks.map(({ json }) => {
    const [change] = rows(object(rows(json['entry'])[0])['changes'])
    return rows(object(change?.['value'])['statuses'])[0]
  })
  expect(statuses.map((status) => status?.['status'])).toEqual(['sent', 'delivered', 'read'])
  expect(new Set(hooks.map(({ headers }) => headers.get('X-Kirim-Event-Id')))).toEqual(new Set([statuses[0]?.['id']]))
})

test('a free text outside the 24-hour window is accepted and fails later', async () => {
  const vendor = testVendor()
  vendor.sim.receive({ from: customer })
  await vendor.sim.advance(24 * hour)
  const { id, status } = await send(vendor)
  expect(status).toBe(202)
  await vendor.sim.advance(1000)
  const { data } = await vendor.call('GET', `/v1/messages/${id}`)
  expect(data).toMatchObject({ status: 'failed', error: { code: 'outside_24h_window', provider_code: 131047 } })
})

test('a template goes out whatever the window says', async () => {
  const vendor = testVendor()
  const template = { name: 'follow_up', language: 'id_ID', components: [] }
  const { id } = await send(vendor, { from: shop, to: customer, type: 'template', template })
  await vendor.sim.advance(10_000)
  expect((await vendor.call('GET', `/v1/messages/${id}`)).data).toMatchObject({ status: 'read' })
})

test('a template to a number that nobody knows makes a contact with a conversation, of which only the contact is announced', async () => {
  const vendor = testVendor()
  const { hooks } = await vendor.subscribe(['contact.created', 'message.received'])
  const to = '+6281299998888'
  const template = { name: 'follow_up', language: 'id_ID' }
  const { data } = await send(vendor, { from: shop, to, type: 'template', template })
  const again = await send(vendor, { from: shop, to, type: 'template', template })
  expect(object(again.data)['conversation_id']).toBe(object(data)['conversation_id'])
  await vendor.sim.settled()
  expect(hooks.map(({ json }) => json['type'])).toEqual(['contact.created'])
  const found = rows((await vendor.call('GET', `/v1/contacts?phone=${encodeURIComponent(to)}`)).data)
  expect(found).toMatchObject([{ phone_number: to, name: null, whatsapp_account: { phone_number: shop } }])
  const listed = await vendor.call('GET', `/v1/conversations?contact_id=${String(found[0]?.['id'])}`)
  expect(rows(listed.data)).toMatchObject([
    { id: object(data)['conversation_id'], status: 'open', last_inbound_at: null, unread_count: 0 },
  ])
})

test('a send fault makes the next message fail at Meta', async () => {
  const vendor = testVendor()
  vendor.sim.receive({ from: customer })
  vendor.sim.faults.add({ kind: 'send', code: 'recipient_blocked', provider_code: 1013, times: 1 })
  const failed = await send(vendor)
  const sent = await send(vendor)
  await vendor.sim.advance(10_000)
  const { data } = await vendor.call('GET', `/v1/messages/${failed.id}`)
  expect(data).toMatchObject({ status: 'failed', error: { code: 'recipient_blocked', provider_code: 1013 } })
  expect((await vendor.call('GET', `/v1/messages/${sent.id}`)).data).toMatchObject({ status: 'read' })
})

test.each([
  [{ ...text, from: undefined }, 'missing_required_field', 'from'],
  [{ ...text, from: '+6280000000000' }, 'invalid_field_value', 'from'],
  [{ ...text, to: undefined }, 'missing_required_field', 'to'],
  [{ ...text, to: '081234567890' }, 'invalid_phone_number', 'to'],
  [{ ...text, type: undefined }, 'missing_required_field', 'type'],
  [{ ...text, type: 'fax' }, 'invalid_field_value', 'type'],
  [{ ...text, text: undefined }, 'missing_required_field', 'text'],
  [{ ...text, text: { body: '' } }, 'missing_required_field', 'text.body'],
  [{ ...text, text: { body: 'a'.repeat(4097) } }, 'invalid_field_value', 'text.body'],
  [{ ...text, type: 'image', image: { url: 'http://x.test/a.jpg' } }, 'invalid_field_value', 'image.url'],
  [
    { ...text, type: 'template', template: { name: 'nope', language: 'id_ID' } },
    'invalid_template_name',
    'template.name',
  ],
])('a send is refused: %j', async (body, code, param) => {
  const { status, error } = await send(testVendor(), body)
  expect([status, error['code'], error['param']]).toEqual([400, code, param])
})

test('messages are filtered by conversation, direction, status and time, newest first', async () => {
  const vendor = testVendor()
  const { conversation } = vendor.sim.receive({ from: customer, text: 'satu' })
  vendor.sim.receive({ from: '+6281111111111', text: 'lain' })
  await vendor.sim.advance(hour)
  await send(vendor)
  await vendor.sim.advance(hour)
  vendor.sim.receive({ from: customer, text: 'dua' })
  const list = async (query: string) =>
    rows((await vendor.call('GET', `/v1/messages?${query}`)).data).map((message) => message['content'])
  const here = `conversation_id=${conversation.id}`
  expect(await list(here)).toEqual(['dua', 'Halo kak', 'satu'])
  expect(await list(`${here}&direction=inbound`)).toEqual(['dua', 'satu'])
  expect(await list('status=read')).toEqual(['Halo kak'])
  expect(await list(`${here}&created_after=2026-05-23T08:30:00Z&created_before=2026-05-23T09:30:00Z`)).toEqual([
    'Halo kak',
  ])
})

test('a page of messages goes on where the one before ended', async () => {
  const vendor = testVendor()
  for (const text of ['1', '2', '3', '4', '5']) vendor.sim.receive({ from: customer, text })
  const first = await vendor.call('GET', '/v1/messages?limit=3')
  const second = await vendor.call('GET', `/v1/messages?limit=3&cursor=${String(first.body['next_cursor'])}`)
  const seen = [...rows(first.data), ...rows(second.data)].map((message) => message['content'])
  expect(seen).toHaveLength(5)
  expect(new Set(seen)).toEqual(new Set(['1', '2', '3', '4', '5']))
  expect(second.body).toMatchObject({ has_more: false, next_cursor: null })
})

test('media is a redirect to another host, and not found where there is none', async () => {
  const vendor = testVendor()
  const content = { media_url: 'https://media.kirim.example/1', mime_type: 'image/jpeg' }
  const image = vendor.sim.receive({ from: customer, to: otherShop, type: 'image', content }).message
  const plain = vendor.sim.receive({ from: customer }).message
  const { status, headers } = await vendor.call('GET', `/v1/messages/${image.id}/media`)
  expect([status, headers.get('Location')]).toEqual([302, content.media_url])
  expect((await vendor.call('GET', `/v1/messages/${plain.id}/media`)).status).toBe(404)
})
