import { expect, test } from 'vitest'

import { iso } from '../kit/clock.ts'
import { rows, startMs, testVendor, type TestVendor } from './test-vendor.ts'

const location = 'tJ4kRtA8mZq2LsW0xVbN'
const maya = 'mPu2tRi8XkQv4NzA6yLw'

function place({ sim }: TestVendor, count: number): string[] {
  return Array.from({ length: count }, (_, at) => sim.placeConversation({ last_at: iso(startMs - at * 1000) }).id)
}

async function search({ call }: TestVendor, query = '') {
  const { body } = await call('GET', `/conversations/search?locationId=${location}${query}`)
  return {
    ids: rows(body['conversations']).map(({ id }) => id),
    total: body['total'],
    rows: rows(body['conversations']),
  }
}

test('search is newest first, twenty at a time, and goes on after the last row’s time', async () => {
  const vendor = testVendor()
  const ids = place(vendor, 25)
  const first = await search(vendor)
  expect(first).toMatchObject({ ids: ids.slice(0, 20), total: 25 })
  const rest = await search(vendor, `&startAfterDate=${String(first.rows.at(-1)?.['lastMessageDate'])}`)
  expect(rest.ids).toEqual(ids.slice(20))
  expect((await search(vendor, '&sort=asc&limit=1')).ids).toEqual(ids.slice(-1))
})

test('rows of one millisecond are cut apart by a page’s end', async () => {
  const vendor = testVendor()
  for (let n = 0; n < 3; n += 1) vendor.sim.placeConversation({ last_at: iso(startMs) })
  expect((await search(vendor, '&limit=2')).ids).toHaveLength(2)
  expect((await search(vendor, `&limit=2&startAfterDate=${startMs}`)).ids).toEqual([])
})

test('each filter narrows the list', async () => {
  const vendor = testVendor()
  const mine = vendor.sim.placeConversation({ assigned_to: maya, last_type: 'TYPE_EMAIL', contact: { name: 'Ana' } })
  const other = vendor.sim.placeConversation({ unread: 2, starred: true, last_direction: 'outbound' })
  const found = async (query: string) => (await search(vendor, query)).ids
  expect(await found(`&assignedTo=${maya},nobody`)).toEqual([mine.id])
  expect(await found('&assignedTo=unassigned')).toEqual([other.id])
  expect(await found('&lastMessageType=TYPE_EMAIL')).toEqual([mine.id])
  expect(await found('&lastMessageDirection=outbound')).toEqual([other.id])
  expect(await found('&status=unread')).toEqual([other.id])
  expect(await found('&status=starred')).toEqual([other.id])
  expect(await found('&status=read')).toEqual([mine.id])
  expect(await found('&query=ana')).toEqual([mine.id])
  expect(await found(`&id=${mine.id}`)).toEqual([mine.id])
  expect(await found(`&contactId=${other.contactId}`)).toEqual([other.id])
})

test.each([
  '&status=open',
  '&sort=up',
  '&limit=0',
  '&limit=ten',
  '&lastMessageType=SMS',
  '&page=2',
  '&startAfterDate=now',
])('search refuses %s', async (query) => {
  const { status, body } = await testVendor().call('GET', `/conversations/search?locationId=${location}${query}`)
  expect([status, body['message']]).toEqual([422, [expect.any(String)]])
})

test('a row has the documented fields, and those that were seen live unless told otherwise', async () => {
  const vendor = testVendor()
  const { id } = vendor.sim.placeConversation({ assigned_to: maya, contact: { name: 'Ana Wijaya', phone: '+62812' } })
  const documented = {
    id,
    contactId: expect.stringMatching(/^\w{20}$/),
    locationId: location,
    lastMessageBody: 'Halo kak',
    lastMessageType: 'TYPE_SMS',
    type: 'TYPE_PHONE',
    unreadCount: 0,
    fullName: 'Ana Wijaya',
    contactName: 'Ana Wijaya',
    email: '',
    phone: '+62812',
  }
  const [live] = (await search(vendor)).rows
  expect(live).toMatchObject({
    ...documented,
    assignedTo: maya,
    lastMessageDate: startMs,
    sort: [startMs],
    starred: false,
  })
  vendor.sim.vendor.behaviour.rowShape = 'spec'
  expect((await search(vendor)).rows).toEqual([documented])
})

test('PUT takes unread, star and feedback, and answers with times as texts', async () => {
  const { sim, call, hooks } = testVendor()
  const { id } = sim.placeConversation({ unread: 3 })
  const put = { locationId: location, unreadCount: 0, starred: true, feedback: { rating: 'positive' } }
  const { status, body } = await call('PUT', `/conversations/${id}`, put)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    success: true,
    conversation: {
      id,
      unreadCount: 0,
      starred: true,
      lastMessageDate: String(startMs),
    },
  })
  await sim.settled()
  expect(hooks.map(({ json }) => json)).toMatchObject([
    { type: 'ConversationUnreadUpdate', id, unreadCount: 0, starred: true },
  ])
})

test('PUT refuses what it does not know and tells everything wrong at once', async () => {
  const { sim, call } = testVendor()
  const { id } = sim.placeConversation({ assigned_to: maya })
  const answer = await call('PUT', `/conversations/${id}`, { status: 'closed', assignedTo: null, starred: 'yes' })
  expect(answer.status).toBe(422)
  expect(answer.body['message']).toEqual([
    'property status should not exist',
    'property assignedTo should not exist',
    'locationId should not be empty',
    'starred must be a boolean value',
  ])
  expect((await call('PUT', `/conversations/${id}`, { locationId: 'another' })).status).toBe(403)
  expect((await call('PUT', `/conversations/${id}`, '{"locationId"')).status).toBe(400)
  expect(sim.conversation(id)).toMatchObject({ assignedTo: maya, starred: false })
})

test('one that is gone is a 400 in the dated versions and a 404 in v3', async () => {
  const { sim, call } = testVendor()
  const { id } = sim.placeConversation({})
  expect((await call('GET', `/conversations/${id}`)).body).toMatchObject({
    id,
    type: 1,
    unreadCount: 0,
    deleted: false,
  })
  await call('POST', `/_sim/conversations/${id}`, { act: 'delete' })
  expect((await call('GET', `/conversations/${id}`)).status).toBe(400)
  expect((await call('GET', `/conversations/${id}`, undefined, { Version: 'v3' })).status).toBe(404)
})

test('a contact’s owner is its conversation’s assignee, and can be nobody', async () => {
  const { sim, call, hooks } = testVendor()
  const { id, contactId } = sim.placeConversation({})
  const put = await call('PUT', `/contacts/${contactId}`, { assignedTo: maya })
  expect(put.body).toMatchObject({ succeded: true, contact: { id: contactId, assignedTo: maya } })
  expect(sim.conversation(id).assignedTo).toBe(maya)
  await call('PUT', `/contacts/${contactId}`, { assignedTo: null })
  expect((await call('GET', `/conversations/${id}`)).body).not.toHaveProperty('assignedTo')
  await sim.settled()
  expect(hooks.map(({ json }) => [json['type'], json['assignedTo']])).toEqual([
    ['ContactUpdate', maya],
    ['ContactUpdate', undefined],
  ])
  expect((await call('PUT', `/contacts/${contactId}`, { assignedTo: 'nobody' })).status).toBe(422)
  expect((await call('PUT', `/contacts/${contactId}`, { owner: maya })).status).toBe(422)
})

test('users are listed, and searched with the company; the older list is gone in v3', async () => {
  const { sim, call } = testVendor()
  const listed = await call('GET', `/users/?locationId=${location}`)
  expect(rows(listed.body['users'])[0]).toMatchObject({
    id: maya,
    name: 'Maya Putri',
    email: 'maya@tokojakarta.example',
  })
  expect((await call('GET', `/users/?locationId=${location}`, undefined, { Version: 'v3' })).status).toBe(404)
  const path = `/users/search?companyId=${sim.companyId}&locationId=${location}`
  expect((await call('GET', `${path}&skip=1&limit=2`)).body).toMatchObject({ users: [{}, {}], count: 5 })
  expect((await call('GET', `${path}&query=rina`)).body).toMatchObject({ count: 1 })
})
