import { expect, test } from 'vitest'

import { object, rows, testVendor } from './test-vendor.ts'

test('messages are newest first, a level deeper than documented or as documented', async () => {
  const { sim, call } = testVendor()
  const { conversation } = sim.receive({ from: '+62812', text: 'one' })
  await sim.advance(1000)
  sim.receive({ conversation_id: conversation.id, text: 'two' })
  const path = `/conversations/${conversation.id}/messages`
  const live = object((await call('GET', `${path}?limit=1`)).body['messages'])
  expect(live).toMatchObject({ nextPage: true, messages: [{ body: 'two', messageType: 'TYPE_SMS', type: 2 }] })
  sim.vendor.behaviour.messageShape = 'spec'
  const rest = await call('GET', `${path}?limit=5&lastMessageId=${String(live['lastMessageId'])}`)
  expect(rest.body).toMatchObject({ nextPage: false, messages: [{ body: 'one', direction: 'inbound' }] })
})

test('one message stands under message or by itself', async () => {
  const { sim, call } = testVendor()
  const { message } = sim.receive({ from: '+62812' })
  expect((await call('GET', `/conversations/messages/${message.id}`)).body).toMatchObject({
    message: { id: message.id },
  })
  sim.vendor.behaviour.messageShape = 'spec'
  expect((await call('GET', `/conversations/messages/${message.id}`)).body).toMatchObject({ id: message.id })
})

test('an e-mail’s row has no body and names its e-mails, which are read one by one', async () => {
  const { sim, call } = testVendor()
  const first = sim.receive({ email: 'ana@mail.example', type: 'TYPE_EMAIL', html: '<p>Halo</p>', subject: 'Retur' })
  sim.receive({ conversation_id: first.conversation.id, type: 'TYPE_EMAIL', text: 'Lagi', joins: true })
  const { body } = await call('GET', `/conversations/${first.conversation.id}/messages`)
  const [row] = rows(object(body['messages'])['messages'])
  expect(row).not.toHaveProperty('body')
  const { messageIds } = object(object(row?.['meta'])['email'])
  expect(messageIds).toEqual([first.email?.id, expect.any(String)])
  const email = await call('GET', `/conversations/messages/email/${first.email?.id}`)
  expect(email.body).toMatchObject({
    subject: 'Retur',
    body: '<p>Halo</p>',
    direction: 'inbound',
    from: 'ana@mail.example',
  })
})

test('the list can be narrowed to types', async () => {
  const { sim, call } = testVendor()
  const { conversation } = sim.receive({ from: '+62812', type: 'TYPE_WHATSAPP' })
  sim.act(conversation.id, { act: 'activity', text: 'Owner changed' })
  sim.act(conversation.id, { act: 'comment', text: 'Telepon besok' })
  const path = `/conversations/${conversation.id}/messages`
  const all = await call('GET', path)
  expect(rows(object(all.body['messages'])['messages'])).toHaveLength(3)
  const comments = await call('GET', `${path}?type=TYPE_INTERNAL_COMMENTS`)
  expect(rows(object(comments.body['messages'])['messages'])).toMatchObject([{ body: 'Telepon besok' }])
  expect((await call('GET', `${path}?type=TYPE_REVIEW`)).status).toBe(422)
  const some = await call('GET', `${path}?type=TYPE_WHATSAPP,TYPE_SMS`)
  expect(rows(object(some.body['messages'])['messages'])).toMatchObject([{ messageType: 'TYPE_WHATSAPP' }])
})

test('a message is accepted with three fields, announced, and comes as far as its channel tells', async () => {
  const { sim, call, hooks } = testVendor()
  const { conversation } = sim.receive({ from: '+62812', type: 'TYPE_WHATSAPP' })
  const send = { type: 'WhatsApp', contactId: conversation.contactId, message: 'Siap kak' }
  const { status, body } = await call('POST', '/conversations/messages', send)
  expect([status, body]).toMatchObject([200, { conversationId: conversation.id, status: 'pending' }])
  await sim.advance(60_000)
  const read = await call('GET', `/conversations/messages/${String(body['messageId'])}`)
  expect(object(read.body['message'])).toMatchObject({ status: 'read', source: 'api', body: 'Siap kak' })
  expect(hooks.map(({ json }) => json['type'])).toEqual([
    'InboundMessage',
    'ConversationUnreadUpdate',
    'OutboundMessage',
    'ConversationUnreadUpdate',
  ])
  expect(hooks[2]?.json).toMatchObject({ messageType: 'WhatsApp', messageId: body['messageId'], source: 'api' })
})

test('the same message twice is two messages: there is no key', async () => {
  const { sim, call } = testVendor()
  const { conversation } = sim.receive({ from: '+62812' })
  const send = { type: 'SMS', contactId: conversation.contactId, message: 'Siap kak' }
  const [one, two] = [
    await call('POST', '/conversations/messages', send),
    await call('POST', '/conversations/messages', send),
  ]
  expect(one.body['messageId']).not.toBe(two.body['messageId'])
})

test('WhatsApp outside its 24 hours fails after it was accepted, and so does what a fault names', async () => {
  const { sim, call } = testVendor()
  const { conversation } = sim.receive({ from: '+62812', type: 'TYPE_WHATSAPP' })
  sim.faults.add({ kind: 'send', code: 'blocked', times: 1 })
  const send = { type: 'WhatsApp', contactId: conversation.contactId, message: 'Siap kak' }
  const statusAfter = async (): Promise<unknown> => {
    const { body } = await call('POST', '/conversations/messages', send)
    await sim.advance(60_000)
    return object((await call('GET', `/conversations/messages/${String(body['messageId'])}`)).body['message'])['status']
  }
  expect(await statusAfter()).toBe('failed')
  expect(await statusAfter()).toBe('read')
  await sim.advance(25 * 3_600_000)
  expect(await statusAfter()).toBe('failed')
})

test.each([
  [{ type: 'Telegram', message: 'x' }, 422],
  [{ type: 'SMS' }, 422],
  [{ type: 'SMS', message: 'x', conversationId: 'c' }, 422],
  [{ type: 'SMS', message: 'x', contactId: 'nobody' }, 400],
  [{ type: 'Email', message: 'x' }, 400],
  [{ type: 'Custom', message: 'x' }, 422],
])('%j is refused', async (body, status) => {
  const { sim, call } = testVendor()
  const { contactId } = sim.receive({ from: '+62812' }).conversation
  expect((await call('POST', '/conversations/messages', { contactId, ...body })).status).toBe(status)
})

test('attachments lie on a public host that no token is shown to, or on this machine’s port', async () => {
  const { sim, call } = testVendor()
  const attachments = ['https://files.highlevel.example/bag.png']
  const { message } = sim.receive({ from: '+62812', attachments })
  const read = await call('GET', `/conversations/messages/${message.id}`)
  expect(object(read.body['message'])['attachments']).toEqual(attachments)
  const picture = await sim.fetch(attachments[0] ?? '')
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect((await sim.fetch(attachments[0] ?? '', { headers: { Authorization: 'Bearer x' } })).status).toBe(400)
  const headers = { Authorization: `Bearer ${sim.apiKey}`, Version: 'v3' }
  const local = await sim.fetch(`http://127.0.0.1:4703/conversations/messages/${message.id}`, { headers })
  expect(await local.text()).toContain('http://127.0.0.1:4703/_files/bag.png')
})
