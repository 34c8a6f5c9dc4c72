import { expect, test } from 'vitest'

import { maya, object, rina, rows, testVendor } from './test-vendor.ts'
import { statusId } from './organisation.ts'

function ticketed(options: Parameters<typeof testVendor>[0] = {}, status = 'active') {
  const vendor = testVendor(options)
  const { id } = vendor.sim.placeTicket({ status, messages: [{ html: '<p>Halo</p>' }] })
  const to = (code: string) => ({ status: { id: statusId(vendor.sim.vendor.store, code) } })
  const patch = (ticket: object) => vendor.call('PATCH', `/tickets/${id}.json`, { ticket })
  const write = (body: object) => vendor.call('POST', `/tickets/${id}/messages.json`, body)
  return { ...vendor, id, patch, write, to }
}

test('a patch writes status, agent and tags, and leaves alone what it does not name', async () => {
  const { sim, id, patch, to } = ticketed()
  expect((await patch({ ...to('waiting'), agent: { id: maya }, tags: [{ id: 71 }, { id: 73 }] })).status).toBe(200)
  const { body } = await patch({ tags: [{ id: 71, meta: { delete: true } }], isRead: true })
  expect(body['ticket']).toMatchObject({ ...to('waiting'), agent: { id: maya }, tags: [{ id: 73 }], isRead: false })
  expect(sim.ticket(id)).toMatchObject({ agent: { id: maya } })
})

test.each([['clears'], ['ignored']] as const)('agent null %s', async (unassign) => {
  const { sim, id, patch } = ticketed({ behaviour: { unassign } })
  await patch({ agent: { id: rina } })
  expect((await patch({ agent: null })).status).toBe(200)
  expect(sim.ticket(id).agent).toEqual(unassign === 'clears' ? null : { id: rina, type: 'users' })
})

test.each([
  ['status.id', { ticket: { status: { id: 1 } } }],
  ['agent.id', { ticket: { agent: { id: 9 } } }],
  ['tags[0].id', { ticket: { tags: [{ id: 1 }] } }],
  ['ticket', { status: { id: 1041 } }],
  ['body', 'not json'],
])('a patch that is wrong in %s is a 400 that names it', async (field, body) => {
  const { call, id } = ticketed()
  const answer = await call('PATCH', `/tickets/${id}.json`, body)
  expect([answer.status, Object.keys(object(answer.body['errors']))]).toEqual([400, [field]])
})

test('a reply keeps its markup, loses bare line ends, and makes the ticket read; a note changes neither', async () => {
  const { sim, id, write, call } = ticketed()
  await write({ message: '<p>Just us</p>', threadType: 'note' })
  expect(sim.ticket(id)).toMatchObject({ isRead: false, messageCount: 1 })
  const { status, body } = await write({ message: '<p>Dear\nAna</p>' })
  expect([status, body['message']]).toMatchObject([201, { threadType: 'message', htmlBody: '<p>DearAna</p>' }])
  expect(sim.ticket(id)).toMatchObject({ isRead: true, messageCount: 2 })
  const thread = await call('GET', `/tickets/${id}/messages.json?orderBy=createdAt&orderMode=asc&includes=users`)
  expect(rows(thread.body['messages']).map(({ createdBy }) => object(createdBy)['type'])).toEqual([
    'customers',
    'users',
    'users',
  ])
  expect((await write({ message: ' ' })).body['errors']).toEqual({ message: ['is required'] })
})

test.each([['solved'], ['waiting'], ['on-hold']])('a customer’s answer makes a ticket that is %s active', (code) => {
  const { sim, id, to } = ticketed({}, code)
  sim.receive({ ticket_id: id, text: 'Hello?' })
  expect(sim.ticket(id)).toMatchObject({ ...to('active'), isRead: false })
})

test('a closed ticket that is locked stays as it is: an answer to it starts another', () => {
  const { sim, id, to } = ticketed({ behaviour: { inboundToClosed: 'new' } }, 'closed')
  const { ticket } = sim.receive({ ticket_id: id, text: 'Hello?' })
  expect(ticket?.id).not.toBe(id)
  expect(sim.ticket(id)).toMatchObject(to('closed'))
})

test('a chat shows contact, messages and plumbing; a patch writes whatever is in it', async () => {
  const { sim, call } = testVendor()
  const { chat } = sim.receive({ channel: 'chat', from: 'ana@mail.example', name: 'Ana', text: 'Hi' })
  const id = chat?.id ?? 0
  sim.actOnChat(id, { act: 'reply', text: 'Hello Ana', by: rina })
  const { body } = await call('GET', '/conversations.json?includes=all&orderBy=updatedAt&orderMode=desc')
  expect(rows(body['conversations'])).toMatchObject([{ id, state: 'active', ticket_id: 0, users: [{ id: rina }] }])
  expect(rows(object(body['included'])['conversationmessages']).map(({ message }) => message)).toEqual([
    'Hi',
    'Hello Ana',
  ])
  expect(rows(object(body['included'])['customers'])).toMatchObject([{ firstName: 'Ana' }])
  const patched = await call('PATCH', `/conversations/${id}.json`, {
    conversation: { users: [{ id: maya }], token: 'leaked' },
  })
  expect(patched.body['conversation']).toMatchObject({ users: [{ id: maya }], token: 'leaked' })
  expect((await call('PATCH', `/conversations/${id}.json`, { conversation: { state: 'gone' } })).status).toBe(400)
})

test('a converted chat names its ticket and takes no more words', async () => {
  const { sim, call } = testVendor()
  const { chat } = sim.receive({ channel: 'chat', text: 'Hi' })
  const id = chat?.id ?? 0
  const { status, body } = await call('POST', `/conversations/${id}/convert.json`, { subject: 'From the chat' })
  const ticketId = Number(object(body['ticket'])['id'])
  expect(status).toBe(201)
  expect(sim.chat(id).ticket_id).toBe(ticketId)
  expect(sim.ticket(ticketId)).toMatchObject({ subject: 'From the chat', messageCount: 1 })
  expect(() => sim.receive({ chat_id: id, text: 'Still there?' })).toThrow('went on as a ticket')
})

test('a plan without live chat refuses its routes', async () => {
  const { call } = testVendor({ behaviour: { liveChats: false } })
  expect((await call('GET', '/conversations.json')).status).toBe(403)
})
