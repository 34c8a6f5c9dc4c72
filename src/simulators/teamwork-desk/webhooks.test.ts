import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'

import { maya, object, testVendor, token } from './test-vendor.ts'

test('each thing that happens to a ticket is announced once, signed, in the shape of webhooks', async () => {
  const { sim, listen } = testVendor()
  const hooks = await listen()
  const { ticket } = sim.receive({ from: 'ana@mail.example', name: 'Ana', subject: 'Halo', text: 'Hi' })
  const id = ticket?.id ?? 0
  sim.act(id, { act: 'assign', user_id: maya })
  sim.act(id, { act: 'solve' })
  sim.act(id, { act: 'note', text: 'Just us' })
  sim.act(id, { act: 'reply', text: 'Hello' })
  sim.receive({ ticket_id: id, text: 'Thanks' })
  sim.act(id, { act: 'delete' })
  await sim.settled()
  expect(hooks.map(({ headers }) => headers.get('X-Desk-Event'))).toEqual([
    'ticket.created',
    'ticket.assigned',
    'ticket.status',
    'ticket.note',
    'ticket.agent.reply',
    'ticket.customer.reply',
    'ticket.deleted',
  ])
  expect(new Set(hooks.map(({ headers }) => headers.get('X-Desk-Delivery'))).size).toBe(hooks.length)
  for (const { headers, body } of hooks) {
    expect(headers.get('X-Desk-Signature')).toBe(createHmac('sha256', token).update(body).digest('hex'))
  }
  expect(object(hooks[1]?.json['ticket'])).toMatchObject({ id, status: { code: 'active' }, agent: { id: maya } })
  expect(object(hooks[4]?.json['ticket'])['threads']).toMatchObject([{ ticketId: id, threadType: { name: 'message' } }])
  expect(hooks.at(-1)?.json).toEqual({ id })
})

test('deliveries can be held, reversed and repeated; nothing is tried again by itself', async () => {
  const { sim, listen } = testVendor()
  const hooks = await listen()
  const { id } = sim.placeTicket({})
  sim.webhooks.hold()
  sim.act(id, { act: 'solve' })
  sim.act(id, { act: 'assign', user_id: maya })
  sim.webhooks.duplicate(1)
  await sim.webhooks.release('reversed')
  expect(hooks.map(({ headers }) => headers.get('X-Desk-Event'))).toEqual([
    'ticket.assigned',
    'ticket.assigned',
    'ticket.status',
    'ticket.status',
  ])
  await sim.advance(86_400_000)
  expect(hooks).toHaveLength(4)
})

test('a live chat announces nothing', async () => {
  const { sim, listen } = testVendor()
  const hooks = await listen()
  sim.receive({ channel: 'chat', text: 'Hi' })
  await sim.settled()
  expect(hooks).toEqual([])
})

test('an endpoint is changed in part, announces nothing while inactive, and is refused what is no endpoint', async () => {
  const { sim, call, listen } = testVendor()
  const hooks = await listen()
  const change = (webhookendpoint: object) => call('PATCH', '/webhookendpoints/1.json', { webhookendpoint })
  expect((await change({ state: 'inactive' })).body['webhookendpoint']).toMatchObject({ id: 1, allEvents: true })
  sim.receive({ text: 'Hi' })
  await sim.settled()
  expect(hooks).toEqual([])
  await change({ state: 'active' })
  sim.receive({ text: 'Hi again' })
  await sim.settled()
  expect(hooks).toHaveLength(1)
  const refused = [{ url: 'nowhere' }, { token: '' }, { state: 'asleep' }, { contentType: 'text/html' }].map(change)
  expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([400, 400, 400, 400])
  expect((await call('PATCH', '/webhookendpoints/2.json', { webhookendpoint: {} })).status).toBe(404)
})
