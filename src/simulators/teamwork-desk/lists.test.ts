import { expect, test } from 'vitest'

import { maya, object, rina, rows, startMs, testVendor } from './test-vendor.ts'

const at = (minutes: number): string => new Date(startMs - minutes * 60_000).toISOString()

function shelf(count: number) {
  const vendor = testVendor()
  for (let index = 0; index < count; index += 1) {
    vendor.sim.placeTicket({
      subject: `Ticket ${index}`,
      agent: index % 3 === 0 ? maya : index % 3 === 1 ? rina : null,
      status: index % 2 === 0 ? 'active' : 'solved',
      updated_at: at(index),
      created_at: at(500),
    })
  }
  return vendor
}

const query = (filter: object): string => `filter=${encodeURIComponent(JSON.stringify(filter))}`

test('a page holds a hundred rows at most, whatever is asked, and says whether there is more', async () => {
  const { call } = shelf(130)
  const { body } = await call('GET', '/tickets.json?pageSize=500&orderBy=updatedAt&orderMode=desc')
  expect(rows(body['tickets'])).toHaveLength(100)
  expect(body['pagination']).toEqual({ records: 130, pageSize: 100, pages: 2, page: 1, hasMorePages: true })
  expect(object(body['meta'])['page']).toMatchObject({ count: 130, hasMore: true })
  const last = await call('GET', '/tickets.json?pageSize=100&page=2&orderBy=updatedAt&orderMode=DESC')
  expect(rows(last.body['tickets'])).toHaveLength(30)
  expect(object(last.body['pagination'])['hasMorePages']).toBe(false)
})

test.each([
  [{ agent: maya }, 4],
  [{ agent: String(maya) }, 4],
  [{ agent: null }, 4],
  [{ agent: { $in: [maya, rina] } }, 8],
  [{ agent: { $nin: [maya] } }, 8],
  [{ agent: { $ne: maya } }, 8],
  [{ subject: { $contains: 'ticket 1' } }, 3],
  [{ updatedAt: { $gt: at(5) } }, 5],
  [{ updatedAt: { $gte: at(5), $lte: at(3) } }, 3],
  [{ $or: [{ agent: maya }, { subject: 'Ticket 1' }] }, 5],
  [{ $and: [{ agent: { $eq: maya } }, { updatedAt: { $lt: at(4) } }] }, 2],
  [{ spam_score: { $gt: 3 } }, 0],
])('the filter %j finds %i of twelve', async (filter, found) => {
  const { call } = shelf(12)
  expect(object((await call('GET', `/tickets.json?${query(filter)}`)).body['pagination'])['records']).toBe(found)
})

test('what is not on the list of fields, operators and includes is refused, field by field', async () => {
  const { call } = shelf(1)
  const refused = [
    'filter={',
    query({ colour: 1 }),
    query({ id: { $regex: 'x' } }),
    'orderBy=colour',
    'includes=secrets',
  ]
  for (const wrong of refused) {
    const { status, body } = await call('GET', `/tickets.json?${wrong}`)
    expect([status, Object.values(object(body['errors']))]).toEqual([400, [[expect.any(String)]]])
  }
})

test('bodies stand under included only when they are asked for', async () => {
  const { sim, call } = testVendor()
  const { id } = sim.placeTicket({
    agent: maya,
    customer: { first_name: 'Ana', email: 'ana@mail.example' },
    messages: [{ html: '<p>Halo</p>' }, { html: '<p>Note</p>', thread_type: 'note', by: rina }],
  })
  const bare = await call('GET', `/tickets/${id}.json`)
  expect(bare.body['included']).toEqual({})
  expect(bare.body['ticket']).toMatchObject({ messageCount: 1, agent: { id: maya, type: 'users' }, isRead: false })
  const full = object((await call('GET', `/tickets/${id}.json?includes=all`)).body['included'])
  expect(rows(full['customers'])).toMatchObject([{ firstName: 'Ana', email: 'ana@mail.example' }])
  expect(rows(full['messages']).map(({ threadType }) => threadType)).toEqual(['message', 'note'])
  expect(rows(full['users']).map((user) => user['id'])).toEqual([maya, rina])
  expect(rows(full['ticketstatuses'])).toMatchObject([{ code: 'active' }])
})

test('the archive is only shown to those who ask for it', async () => {
  const { sim, call } = testVendor()
  const { id } = sim.placeTicket({ status: 'solved', archived: true })
  expect(rows((await call('GET', '/tickets.json')).body['tickets'])).toEqual([])
  expect(rows((await call('GET', '/tickets.json?archived=true')).body['tickets'])).toMatchObject([{ id }])
  expect((await call('GET', `/tickets/${id}.json`)).status).toBe(200)
})

test('status ids are none of those in the samples, and codes are what tells them apart', async () => {
  const { body } = await testVendor().call('GET', '/ticketstatuses.json')
  const statuses = rows(body['ticketstatuses'])
  expect(statuses.filter(({ id }) => Number(id) < 10)).toEqual([])
  expect(statuses.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['active', 'waiting', 'on-hold', 'solved', 'closed', 'spam']),
  )
  expect(statuses.filter(({ isCustom }) => isCustom)).toHaveLength(1)
})

test('agents, customers and inboxes are listed; a customer is found by an address', async () => {
  const { sim, call } = testVendor()
  sim.receive({ from: 'ana@mail.example', name: 'Ana Wijaya', subject: 'Halo' })
  sim.receive({ from: 'budi@mail.example', subject: 'Halo' })
  const found = await call('GET', `/customers.json?${query({ 'contacts.value': 'ana@mail.example' })}`)
  expect(rows(found.body['customers'])).toMatchObject([{ firstName: 'Ana', lastName: 'Wijaya' }])
  expect(rows((await call('GET', '/users.json')).body['users'])).toHaveLength(6)
  expect(rows((await call('GET', '/inboxes.json')).body['inboxes'])).toHaveLength(2)
})
