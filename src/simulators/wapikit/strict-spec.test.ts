import { expect, test } from 'vitest'

import { bagus, idOf, maya, regulars, rows, testVendor } from './test-vendor.ts'

const behaviour = { mode: 'strict-spec' } as const

test('an update is applied and answers with the whole conversation', async () => {
  const { sim, call } = testVendor({ behaviour })
  const { conversation } = sim.receive({ text: 'Halo' })
  const { status, object } = await call('POST', `/conversation/${conversation.id}`, { status: 'Closed' })
  expect(status).toBe(200)
  expect(object['conversation']).toMatchObject({
    uniqueId: conversation.id,
    status: 'Closed',
    totalMessages: 1,
    numberOfUnreadMessages: 1,
    messages: [{ messageData: { text: 'Halo' } }],
  })
  expect(sim.conversation(conversation.id)['status']).toBe('Closed')
  expect((await call('POST', `/conversation/${conversation.id}`, { status: 'Pending' })).status).toBe(400)
})

test('refusals are objects with a message', async () => {
  const { call } = testVendor({ behaviour })
  const { status, body } = await call('GET', '/conversation/nonsense')
  expect([status, body]).toEqual([400, { message: expect.any(String) }])
})

test('a page holds as many conversations as it was asked for, by last activity, with their number', async () => {
  const { sim, call } = testVendor({ behaviour })
  const ids: string[] = []
  for (let index = 0; index < 5; index += 1) {
    sim.clock.set(sim.clock.now() + 1000)
    ids.unshift(sim.receive({}).conversation.id)
  }
  sim.placeConversation({ lists: [regulars], status: 'Closed' })
  const { object } = await call('GET', '/conversations?page=1&per_page=3&status=Active')
  expect(rows(object['conversations']).map(idOf)).toEqual(ids.slice(0, 3))
  expect(object['paginationMeta']).toEqual({ page: 1, per_page: 3, total: 5 })
})

test('an assignment replaces the one before it and can come back', async () => {
  const { sim, call } = testVendor({ behaviour })
  const id = idOf(sim.placeConversation({ assigned_to: maya }))
  for (const organizationMemberId of [bagus, maya]) {
    expect((await call('POST', `/conversation/${id}/assign`, { organizationMemberId })).status).toBe(200)
    expect(sim.conversation(id)['assignedTo']).toMatchObject({ uniqueId: organizationMemberId })
  }
  expect((await call('POST', `/conversation/${id}/unassign`, { userId: '' })).status).toBe(200)
  const { object } = await call('GET', '/conversations?page=1&per_page=3')
  expect(rows(object['conversations'])[0]).not.toHaveProperty('assignedTo')
})
