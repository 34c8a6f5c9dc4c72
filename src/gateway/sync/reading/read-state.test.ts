import { expect, test } from 'vitest'
import { pass } from '#gateway/testing/virtual-time.ts'
import { requests } from '#gateway/testing/world.ts'
import { worlds } from '#gateway/testing/worlds.ts'

const world = worlds()

/** A conversation with three unread messages, known to the gateway. */
async function unread(options: { webhooks: boolean }) {
  const made = await world(options)
  const { id } = made.simulator.placeConversation({
    unread_count: 3,
    last_message_at: new Date(Date.now() - 60_000).toISOString(),
    last_inbound_at: new Date(Date.now() - 60_000).toISOString(),
  })
  made.start()
  await pass(6000)
  const shown = async () => (await made.row(id)).unread_count
  expect(await shown()).toBe(3)
  return { ...made, whole: made, id, shown }
}

test.each([{ webhooks: true }, { webhooks: false }])(
  'after reading three, the next message is one, and the vendor is never told ($webhooks)',
  async (options) => {
    const { simulator, patch, id, shown, whole } = await unread(options)
    await patch('maya', id, { unread_count: 0 })
    await pass(15_000)
    expect(await shown()).toBe(0)
    simulator.receive({ conversation_id: id, text: 'Masih ada?' })
    await pass(15_000)
    expect(await shown()).toBe(1)
    expect(simulator.conversation(id).unread_count).toBe(4)
    expect(requests(whole, 'PATCH')).toEqual([])
  },
)

test('what somebody reads at the vendor is read here, but not what somebody here marked', async () => {
  const { simulator, patch, id, shown } = await unread({ webhooks: false })
  simulator.act(id, { act: 'read' })
  await pass(15_000)
  expect(await shown()).toBe(0)
  simulator.receive({ conversation_id: id })
  await patch('maya', id, { unread_count: 1 })
  await pass(15_000)
  simulator.act(id, { act: 'read' })
  await pass(15_000)
  expect(await shown()).toBe(1)
})
