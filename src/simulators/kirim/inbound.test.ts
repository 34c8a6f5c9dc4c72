import { expect, test } from 'vitest'

import { customer, otherShop, startMs, testVendor } from './test-vendor.ts'

test('a message moves its conversation to the top, counts as unread, and opens the window', () => {
  const { sim } = testVendor()
  const { id } = sim.placeConversation({ last_message_at: '2026-05-20T00:00:00Z', unread_count: 2 })
  sim.receive({ conversation_id: id })
  const at = new Date(startMs).toISOString()
  expect(sim.conversation(id)).toMatchObject({
    unread_count: 3,
    last_message_at: at,
    last_inbound_at: at,
    updated_at: at,
  })
})

test('a known number continues its conversation, on the account it wrote to', () => {
  const { sim } = testVendor()
  const first = sim.receive({ from: customer }).conversation.id
  expect(sim.receive({ from: customer }).conversation.id).toBe(first)
  expect(sim.receive({ from: customer, to: otherShop }).conversation.id).not.toBe(first)
})

test('a resolved conversation is reopened by its customer', () => {
  const { sim } = testVendor()
  const { id } = sim.placeConversation({ status: 'resolved' })
  expect(sim.receive({ conversation_id: id }).conversation).toMatchObject({ id, status: 'open' })
})

test('where the vendor is told so, the customer of a resolved conversation starts a new one', () => {
  const { sim } = testVendor({ behaviour: { inboundToResolved: 'new' } })
  const { id } = sim.placeConversation({ status: 'resolved' })
  const { conversation } = sim.receive({ conversation_id: id })
  expect(conversation.id).not.toBe(id)
  expect(sim.conversation(id).status).toBe('resolved')
})

test('a pending conversation stays pending', () => {
  const { sim } = testVendor()
  const { id } = sim.placeConversation({ status: 'pending' })
  expect(sim.receive({ conversation_id: id }).conversation.status).toBe('pending')
})

test('an answer from the dashboard reads what came before it', () => {
  const { sim } = testVendor()
  const { conversation } = sim.receive({ from: customer })
  expect(sim.act(conversation.id, { act: 'reply', text: 'Halo kak' })).toMatchObject({ unread_count: 0 })
})
