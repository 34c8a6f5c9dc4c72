import { expect, test } from 'vitest'
import type { ConnectorConfig } from '../connector.ts'
import { createTeamworkDesk } from './index.ts'
import { ago, configWith } from './stand-ins.ts'

const row = {
  id: 12,
  subject: 'Halo',
  isRead: true,
  agent: null,
  customer: { id: 7, type: 'customers' },
  contact: { id: 8, type: 'contacts' },
  status: { id: 3 },
  messageCount: 1,
  createdAt: ago(9),
  updatedAt: ago(1),
}
const message = {
  id: 5,
  ticket: { id: 12 },
  threadType: 'message',
  createdAt: ago(5),
  createdBy: { id: 7, type: 'customers' },
}
const statuses = [{ id: 3, name: 'Active', code: 'active' }]

/** A vendor that holds one ticket with one thread, and the connector on it. */
function desk(given: {
  ticket?: object
  included?: object
  messages?: object[]
  statuses?: object[]
  patched?: string
}) {
  const asked: string[] = []
  const fetch: ConnectorConfig['fetch'] = (input, init) => {
    const { pathname } = new URL(String(input instanceof Request ? input.url : input))
    const at = pathname.replace('/desk/api/v2/', '')
    asked.push([init?.method ?? 'GET', at, ...(typeof init?.body === 'string' ? [init.body] : [])].join(' '))
    if (init?.method === 'PATCH') return Promise.resolve(new Response(given.patched ?? '{}'))
    const answers: Record<string, object> = {
      'ticketstatuses.json': { ticketstatuses: given.statuses ?? statuses },
      'tickets/12.json': { ticket: { ...row, ...given.ticket }, included: { messages: [message], ...given.included } },
      'tickets/12/messages.json': { messages: given.messages ?? [message], included: given.included },
    }
    return Promise.resolve(Response.json(answers[at] ?? {}, { status: at in answers ? 200 : 404 }))
  }
  return { connector: createTeamworkDesk(configWith({ fetch })), asked }
}

const read = (given: Parameters<typeof desk>[0]) => desk(given).connector.getConversation('ticket:12')

test('nobody, nothing and zero all mean unassigned; a number may come as its digits', async () => {
  for (const agent of [null, undefined, { id: 0 }]) expect((await read({ ticket: { agent } })).assignee).toBeNull()
  expect((await read({ ticket: { agent: { id: '42' } } })).assignee).toEqual({ id: '42', name: null, email: null })
})

test('tags go by their names; a tag whose name did not come leaves them untold', async () => {
  const ticket = { tags: [{ id: 71 }, { id: 73 }] }
  const tags = [{ id: 71, name: ' refund ' }]
  expect((await read({ ticket, included: { tags } })).tags).toBeUndefined()
  const named = { tags: [...tags, { id: 73, name: 'vip' }] }
  expect((await read({ ticket, included: named })).tags).toEqual(['refund', 'vip'])
  expect((await read({ ticket: { tags: [] } })).tags).toEqual([])
})

test('what a read does not tell is untold: activity without its messages, unread without its mark', async () => {
  expect(await read({})).toMatchObject({ lastMessageAt: Date.parse(ago(5)), lastInboundAt: Date.parse(ago(5)) })
  expect((await read({})).untold).toBeUndefined()
  for (const messageCount of [0, 1]) {
    const ticket = { messageCount }
    expect((await read({ included: { messages: undefined }, ticket })).untold).toEqual(['activity'])
  }
  expect((await read({ included: { messages: [] }, ticket: { isRead: undefined } })).untold).toEqual([
    'activity',
    'unread',
  ])
  expect((await read({ included: { messages: [] }, ticket: { messageCount: 0 } })).untold).toBeUndefined()
})

test('what is no word to or from the customer is no activity', async () => {
  const later = { ...message, createdAt: ago(1) }
  const note = { ...later, id: 6, threadType: 'note' }
  const event = { ...later, id: 7, threadType: 'eventInfo' }
  const draft = { ...later, id: 8, isDraft: true }
  const elsewhere = { ...later, id: 9, ticket: { id: 13 } }
  const included = { messages: [message, note, event, draft, elsewhere, { id: 'broken' }] }
  expect(await read({ included })).toMatchObject({ lastMessageAt: Date.parse(ago(5)) })
})

test('drafts and deleted messages are not shown; a body that is not there is taken from its plain text', async () => {
  const { connector } = desk({
    messages: [
      { ...message, htmlBody: '', textBody: 'plain & simple' },
      { ...message, id: 6, isDraft: true, htmlBody: 'draft' },
      { ...message, id: 7, state: 'deleted', htmlBody: 'deleted' },
      { ...message, id: 8, createdAt: 'yesterday' },
      { ...message, id: 9, files: [{ id: 31 }] },
    ],
    included: { files: [{ id: 31, filename: 'invoice.pdf' }] },
  })
  const { rows, malformed } = await connector.listMessages({ conversationId: 'ticket:12' })
  expect(rows.map(({ id, text, label }) => [id, text, label])).toEqual([
    ['9~31', null, 'invoice.pdf'],
    ['5', 'plain & simple', null],
  ])
  expect(malformed).toHaveLength(1)
})

test('who writes is known by customer, else by address, else by nothing but the ticket', async () => {
  const contacts = [{ id: 8, type: 'email', value: 'ana@mail.example', customer: null }]
  expect((await read({ included: { contacts }, ticket: { customer: null } })).contact).toEqual({
    id: 'contact:8',
    name: null,
    email: 'ana@mail.example',
    phoneNumber: null,
  })
  expect((await read({ ticket: { customer: null, contact: null } })).contact.id).toBe('ticket:12')
  expect((await read({})).contact).toEqual({ id: 'customer:7', name: null, email: null, phoneNumber: null })
})

test.each([
  [{ name: 'On-hold', code: 'onhold' }, 'pending', null],
  [{ name: 'Waiting on customer' }, 'pending', null],
  [{ name: 'Solved', code: null }, 'resolved', null],
  [{ name: 'Closed', code: 'shelved', isCustom: true }, 'pending', null],
  [{ name: 'Escalated', code: 'escalated' }, 'open', 'escalated'],
] as const)('the status %j counts as %s', async (status, meant, unknownStatus) => {
  expect(await read({ statuses: [{ id: 3, ...status }] })).toMatchObject({ status: meant, unknownStatus })
})

test.each([[0], ['0']])('a site whose Active has the number %j is read, and written to', async (id) => {
  const statuses = [
    { id, name: 'Active', code: 'active' },
    { id: 5, name: 'Solved', code: 'solved' },
  ]
  expect(await read({ statuses, ticket: { status: { id } } })).toMatchObject({ status: 'open', unknownStatus: null })
  const { connector, asked } = desk({ statuses, ticket: { status: { id: 5 } } })
  await connector.patchConversation('ticket:12', { status: 'open' })
  expect(asked).toContain('PATCH tickets/12.json {"ticket":{"status":{"id":0}}}')
})

test('a patch whose answer cannot be read is completed by a read', async () => {
  const { connector, asked } = desk({ patched: '<h1>OK</h1>' })
  expect(await connector.patchConversation('ticket:12', { assigneeId: '42' })).toMatchObject({ notApplied: [] })
  const patch = 'PATCH tickets/12.json {"ticket":{"agent":{"id":42}}}'
  expect(asked).toEqual([patch, 'GET tickets/12.json', 'GET ticketstatuses.json'])
})

test('a patch that was taken and cannot be read afterwards is in doubt, not refused', async () => {
  const { connector } = desk({ ticket: { updatedAt: 'now' } })
  const patch = connector.patchConversation('ticket:12', { assigneeId: null })
  await expect(patch).rejects.toMatchObject({ kind: 'malformed', code: 'not_confirmed' })
})

test('a site without a status for a wish refuses it', async () => {
  const { connector, asked } = desk({})
  const patch = connector.patchConversation('ticket:12', { status: 'resolved' })
  await expect(patch).rejects.toMatchObject({ kind: 'rejected', code: 'status_not_found', param: 'status' })
  expect(asked.filter((call) => call.startsWith('PATCH'))).toEqual([])
})
