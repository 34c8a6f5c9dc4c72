import * as fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { firstMessagesBacklog, nextFirstMessageAt } from '#gateway/storage/first-messages.ts'
import { sendingDays } from '#gateway/testing/sending-days.ts'
import type { SendingHappening } from '#gateway/testing/sending-days.ts'
import { letTimeRun, pass, passUntil } from '#gateway/testing/virtual-time.ts'
import { playWebhookTrick } from '#gateway/testing/webhook-tricks.ts'
import { people, WORKSPACE_ID } from '#gateway/testing/common-world.ts'
import { CONNECTION_ID, createWorld } from '#gateway/testing/world.ts'
import type { Person } from '#gateway/testing/common-world.ts'
import type { World } from '#gateway/testing/world.ts'
import type { Channels } from '#gateway/usecases/connections/channel-rules.ts'
import { startConversation } from '#gateway/usecases/messages/start-conversation.ts'

/** How many schedules are tried; more find more. */
const RUNS = Number(process.env['SIGAP_DAYS'] ?? 25)
/** Longer than every wait there is, that for a conversation which is not shown included. */
const UNTIL_SETTLED_MS = 900_000
const SHOP = '+6285117600829'
const numbers = ['+6281200000000', '+6281200000001'] as const
const template = { name: 'follow_up', language: 'id_ID', variables: [] }

afterEach(letTimeRun)

test(
  'whatever goes wrong, a number is written to once, by the one whose message stands in its thread',
  { timeout: 900_000 },
  async () => {
    const law = fc.assert(
      fc.asyncProperty(fc.nat(), fc.boolean(), sendingDays, async (seed, webhooks, day) => {
        const world = await createWorld({ seed, webhooks })
        try {
          await live(world, day)
        } finally {
          await world.close()
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
    await expect(law).resolves.toBeUndefined()
  },
)

async function live(world: World, day: readonly SendingHappening[]): Promise<void> {
  const { simulator } = world
  let gateway = world.start()
  await pass(2000)
  const steady = new Set(simulator.faults.list().map(({ id }) => id))
  const mend = () => {
    for (const { id } of simulator.faults.list()) if (!steady.has(id)) simulator.faults.clear(id)
  }
  let submits = 0
  for (const happening of day) {
    await pass(happening.at)
    switch (happening.what) {
      case 'send': {
        submits += 1
        const submit = () =>
          start(
            world,
            gateway.vendor.connector.channels,
            happening.by,
            numbers[happening.to] ?? SHOP,
            `key_0000_${submits}`,
          )
        await submit()
        if (happening.twice) await submit()
        gateway.sync.ringSends(CONNECTION_ID)
        break
      }
      case 'write':
        simulator.receive({ from: numbers[happening.to] ?? SHOP, to: SHOP, text: 'Permisi' })
        break
      case 'retry':
      case 'reply':
      case 'read':
        break
      case 'fault':
        simulator.faults.add(happening.fault)
        break
      case 'mend':
        mend()
        break
      case 'kill':
        gateway.kill()
        gateway = world.start()
        break
      case 'restart':
        await gateway.stop()
        gateway = world.start()
        break
      case 'webhooks':
        await playWebhookTrick(world.webhooks, happening.how)
        break
    }
  }
  mend()
  await simulator.webhooks.release('reversed')
  const { db } = world.storage
  await passUntil(
    async () =>
      (await firstMessagesBacklog(db, WORKSPACE_ID, CONNECTION_ID)) === 0 &&
      (await nextFirstMessageAt(db, WORKSPACE_ID, CONNECTION_ID)) === null,
    UNTIL_SETTLED_MS,
  )
  for (const number of numbers) await examine(world, number)
  expect(world.warnings).toEqual([])
}

async function start(world: World, channels: Channels, by: Person, to: string, key: string): Promise<void> {
  const { id, name } = people[by]
  await startConversation(
    { storage: world.storage, now: Date.now },
    {
      workspaceId: WORKSPACE_ID,
      key,
      body: { connection: CONNECTION_ID, to, from: SHOP, template },
      actor: { type: 'agent', id, name },
      client: null,
      channels,
      templates: null,
    },
  )
}

async function examine(world: World, number: string): Promise<void> {
  const held = world.simulator.vendor.store.all(
    `select m.id from messages m join conversations c on c.id = m.conversation_id
     join contacts k on k.id = c.contact_id where k.phone_number = ? and m.direction = 'outbound'`,
    number,
  )
  expect(held.length).toBeLessThanOrEqual(1)
  const rows = await world.storage.db.selectFrom('first_messages').selectAll().where('to_number', '=', number).execute()
  const placed = rows.filter(({ state }) => state === 'placed')
  expect(placed.length).toBeLessThanOrEqual(1)
  for (const { conversation_id: id, key } of placed) {
    expect(held).toHaveLength(1)
    const ours = (await world.thread(id ?? '')).filter(({ direction }) => direction === 'outbound')
    expect(ours).toMatchObject([{ id: held[0]?.['id'], key, author: { name: expect.any(String) } }])
  }
}
