import { expect, test } from 'vitest'

import { bagus, bazaar, idOf, maya, regulars, rows, testVendor, vip } from './test-vendor.ts'

const list = '/conversations?page=1&per_page=50'
const nobody = '00000000-0000-4000-8000-000000000000'

test('the update endpoint answers 200 with an empty body and changes nothing', async () => {
  const { sim, call } = testVendor()
  const id = idOf(sim.placeConversation({}))
  const { status, text } = await call('POST', `/conversation/${id}`, { status: 'Closed' })
  expect([status, text]).toEqual([200, ''])
  expect(sim.conversation(id)['status']).toBe('Active')
})

test('refusals are bare strings, and a deletion is refused with null', async () => {
  const { sim, call } = testVendor()
  const id = idOf(sim.placeConversation({}))
  const answers = await Promise.all([
    call('GET', '/conversation/nonsense'),
    call('GET', `/conversation/${nobody}`),
    call('GET', '/conversations?page=0&per_page=50'),
    call('GET', '/conversations?page=1&per_page=51'),
    call('GET', list, undefined, { 'x-access-token': 'wrong' }),
    call('DELETE', `/conversation/${id}`),
  ])
  expect(answers.map(({ status, body }) => [status, typeof body])).toEqual([
    [400, 'string'],
    [404, 'string'],
    [400, 'string'],
    [400, 'string'],
    [401, 'string'],
    [400, 'object'],
  ])
  expect(answers.at(-1)?.text).toBe('null')
})

test('a page is cut out of joined rows: it holds few, repeats some, and ends with an empty one', async () => {
  const { sim, call } = testVendor()
  const ids = Array.from({ length: 12 }, (_, index) => {
    const lists = index % 2 === 0 ? [regulars, bazaar] : []
    return idOf(sim.placeConversation({ lists, tags: [vip] }))
  })
  const seen: string[] = []
  let pages = 0
  for (let page = 1; ; page += 1) {
    const { object } = await call('GET', `/conversations?page=${page}&per_page=5`)
    expect(object['paginationMeta']).toEqual({ page, per_page: 5, total: 0 })
    const found = rows(object['conversations']).map(idOf)
    if (found.length === 0) break
    seen.push(...found)
    pages += 1
  }
  expect(new Set(seen)).toEqual(new Set(ids))
  // Six with two of three lists stand in six rows each, six in one.
  expect(pages).toBe(9)
  expect(seen.length).toBeGreaterThan(ids.length)
})

test('the list shows unread counts and no messages; by id it is the other way round', async () => {
  const { sim, call } = testVendor()
  const { conversation, message } = sim.receive({ from: '+6281234567890', text: 'Halo' })
  sim.act(conversation.id, { act: 'assign', user_id: maya })
  const listed = rows((await call('GET', list)).object['conversations'])[0]
  expect(listed).toMatchObject({ numberOfUnreadMessages: 1, messages: [], assignedTo: { uniqueId: maya } })
  const single = (await call('GET', `/conversation/${conversation.id}`)).object['conversation']
  expect(single).toMatchObject({ numberOfUnreadMessages: 0, messages: [{ uniqueId: message.id }] })
  expect(single).not.toHaveProperty('assignedTo')
})

test('what the serialiser has no case for is null, and takes its place all the same', async () => {
  const { sim, call } = testVendor()
  const { conversation } = sim.receive({ type: 'Location', data: { latitude: 1, longitude: 2 } })
  const { object } = await call('GET', `/conversation/${conversation.id}/messages?page=1&per_page=10`)
  expect(object).toEqual({ messages: [null], paginationMeta: { page: 1, per_page: 10, total: 1 } })
})

test('an assignment is not ended by another, cannot be repeated, and is shown after it ended', async () => {
  const { sim, call } = testVendor()
  const id = idOf(sim.placeConversation({}))
  const assign = async (organizationMemberId: string) =>
    (await call('POST', `/conversation/${id}/assign`, { organizationMemberId })).status
  const unassign = async () => (await call('POST', `/conversation/${id}/unassign`, { userId: '' })).status
  const shown = async () => rows((await call('GET', list)).object['conversations'])[0]?.['assignedTo']

  expect(await unassign()).toBe(500)
  expect(await assign(maya)).toBe(200)
  expect(await assign(bagus)).toBe(200)
  expect(sim.vendor.store.all(`select * from assignments where status = 'Assigned'`)).toHaveLength(2)
  expect(await unassign()).toBe(200)
  expect(sim.conversation(id)).not.toHaveProperty('assignedTo')
  expect(await shown()).toMatchObject({ uniqueId: bagus })
  sim.vendor.behaviour.assigneeShown = 'oldest'
  expect(await shown()).toMatchObject({ uniqueId: maya })
  expect(await assign(maya)).toBe(500)
  expect(await assign(nobody)).toBe(404)
})

test('a contact without attributes makes its page fail, and no other', async () => {
  const { sim, call } = testVendor()
  place(3)
  const broken = idOf(sim.placeConversation({ contact: { attributes: null } }))
  place(3)
  function place(count: number): void {
    for (let made = 0; made < count; made += 1) sim.placeConversation({})
  }
  const statuses = []
  for (let page = 1; page <= 7; page += 1) {
    statuses.push((await call('GET', `/conversations?page=${page}&per_page=1`)).status)
  }
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 200, 200, 500])
  expect((await call('GET', list)).status).toBe(500)
  expect((await call('GET', `/conversation/${broken}`)).status).toBe(500)
})

test('messages come newest page first, ascending within a page', async () => {
  const { sim, call } = testVendor()
  const { conversation } = sim.receive({ text: '1' })
  for (const text of ['2', '3']) sim.receive({ conversation_id: conversation.id, text })
  const texts = async (page: number) => {
    const { object } = await call('GET', `/conversation/${conversation.id}/messages?page=${page}&per_page=2&order=asc`)
    return [rows(object['messages']).map(({ messageData }) => messageData), object['paginationMeta']]
  }
  expect(await texts(1)).toEqual([[{ text: '2' }, { text: '3' }], { page: 1, per_page: 2, total: 3 }])
  expect(await texts(2)).toEqual([[{ text: '1' }], { page: 2, per_page: 2, total: 3 }])
  expect(await texts(3)).toEqual([[], { page: 3, per_page: 2, total: 0 }])
})

test('a send goes to Meta first: what Meta takes is stored with our time and moves on, what it refuses is a 500 without a trace', async () => {
  const { sim, call } = testVendor()
  const { conversation } = sim.receive({})
  const path = `/conversation/${conversation.id}/messages`
  const createdAt = '2020-01-01T00:00:00Z'
  const send = (messageData: object) => call('POST', path, { createdAt, messageData })
  const sent = await send({ messageType: 'Text', text: 'Siap kak' })
  expect(sent.object['message']).toMatchObject({
    direction: 'OutBound',
    status: 'Sent',
    messageType: 'Text',
    messageData: { text: 'Siap kak' },
    createdAt: '2026-05-23T15:00:00.000+07:00',
  })
  await sim.advance(10_000)
  const { object } = await call('GET', `${path}?page=1&per_page=1`)
  expect(rows(object['messages'])[0]).toMatchObject({ status: 'Read' })

  sim.faults.add({ kind: 'send', code: 'spam', provider_code: 131048, times: 1 })
  expect(await send({ messageType: 'Text', text: 'Lagi' })).toMatchObject({ status: 500 })
  expect(await send({ messageType: 'Image', id: '1' })).toMatchObject({ status: 500 })
  expect(await send({ text: 'no type' })).toMatchObject({ status: 500 })
  expect((await call('POST', path, { messageData: { messageType: 'Text', text: 'no time' } })).status).toBe(400)
  expect(sim.log.entries().filter(({ status }) => status === 200)).toHaveLength(2)
})

test('outside the 24-hour window a message is taken and fails later', async () => {
  const { sim, call } = testVendor()
  const { conversation } = sim.receive({})
  await sim.advance(25 * 60 * 60 * 1000)
  sim.act(conversation.id, { act: 'reply', text: 'Halo kak' })
  await sim.advance(10_000)
  const { object } = await call('GET', `/conversation/${conversation.id}/messages?page=1&per_page=1`)
  expect(rows(object['messages'])[0]).toMatchObject({ status: 'Failed' })
})

test('the file of a message is fetched for whoever has the token', async () => {
  const { sim, call } = testVendor()
  const { conversation } = sim.receive({ type: 'Image', data: { id: '731' } })
  const path = `/conversation/${conversation.id}/media`
  const { status, headers, text } = await call('GET', `${path}/731`)
  expect([status, headers.get('content-type'), text.slice(1, 4)]).toEqual([200, 'image/png', 'PNG'])
  expect((await call('GET', `${path}/732`)).status).toBe(404)
  expect((await call('GET', `${path}/731`, undefined, { 'x-access-token': 'wrong' })).status).toBe(401)
})

test('reading marks every unread message, of unknown conversations too', async () => {
  const { sim, call } = testVendor()
  const { conversation } = sim.receive({})
  expect((await call('POST', `/conversation/${conversation.id}/read`)).object).toEqual({ isRead: true })
  expect(sim.conversation(conversation.id)['numberOfUnreadMessages']).toBe(0)
  expect((await call('POST', `/conversation/${nobody}/read`)).status).toBe(200)
})

test('a customer of a closed conversation begins another', () => {
  const { sim } = testVendor()
  const { conversation } = sim.receive({ from: '+6281234567890' })
  sim.act(conversation.id, { act: 'resolve' })
  const again = sim.receive({ from: '6281234567890' })
  expect(again.conversation.id).not.toBe(conversation.id)
  expect(again.contact.id).toBe(conversation.contactId)
})
