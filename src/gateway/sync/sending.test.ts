import * as fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { furtherDelivery } from '#contract/delivery.ts'
import { deliveryStates } from '#contract/message.ts'
import { parseDelivery } from '#gateway/storage/messages.ts'
import type { MessageRow } from '#gateway/storage/messages.ts'
import { sendsBacklog } from '#gateway/storage/sends.ts'
import { sendingDays } from '#gateway/testing/sending-days.ts'
import type { SendingHappening } from '#gateway/testing/sending-days.ts'
import { Failure } from '#gateway/usecases/fail.ts'
import { playWebhookTrick } from '#gateway/testing/webhook-tricks.ts'
import { letTimeRun, pass, passUntil } from '#gateway/testing/virtual-time.ts'
import { CONNECTION_ID, createWorld, WORKSPACE_ID } from '#gateway/testing/world.ts'
import type { World } from '#gateway/testing/world.ts'

/** How many schedules are tried; more find more. */
const RUNS = Number(process.env['SIGAP_DAYS'] ?? 40)
/** Longer than every wait there is, a request that hangs for a minute included. */
const UNTIL_SETTLED_MS = 300_000
/** The vendor is asked about each message that it took for an hour. */
const UNTIL_FOLLOWED_MS = 60_000

/** Where the vendor announces messages by the ids that we know, its announcements are applied as they come. */
const statusIds = fc.constantFrom('wamid', 'own')

type Sent = { key: string; to: number; text: string }
type Shown = Map<string, MessageRow['delivery']>

afterEach(letTimeRun)

test.each([false, true])(
  'whatever goes wrong (a vendor without keys: %s), each message is at the vendor once, in order, in one bubble, and its mark only moves forward',
  { timeout: 900_000 },
  async (keyless) => {
    const law = fc.assert(
      fc.asyncProperty(fc.nat(), fc.boolean(), statusIds, sendingDays, async (seed, webhooks, ids, day) => {
        const world = await createWorld({ seed, webhooks, keyless, simulator: { behaviour: { statusIds: ids } } })
        try {
          await live(world, day)
        } finally {
          await world.close()
        }
      }),
      { numRuns: Math.ceil(RUNS / 2), endOnFailure: true },
    )
    await expect(law).resolves.toBeUndefined()
  },
)

async function live(world: World, day: readonly SendingHappening[]): Promise<void> {
  const { simulator } = world
  const ids = [0, 1].map((index) => {
    const { id } = simulator.placeConversation({ contact: { phone_number: `+62812000000${index}` } })
    simulator.receive({ conversation_id: id, text: 'Halo' })
    return id
  })
  let gateway = world.start()
  await pass(2000)
  const steady = new Set(simulator.faults.list().map(({ id }) => id))
  const mend = () => {
    for (const { id } of simulator.faults.list()) if (!steady.has(id)) simulator.faults.clear(id)
  }
  const sent: Sent[] = []
  const shown: Shown = new Map()

  for (const happening of day) {
    await pass(happening.at)
    await marksOnlyMoveForward(world, shown)
    switch (happening.what) {
      case 'send': {
        const { by, to, text, twice } = happening
        const key = `key_00000_${sent.length}`
        const submit = () => world.send(by, ids[to] ?? '', { text, key })
        await submit()
        if (twice) await submit()
        sent.push({ key, to, text })
        break
      }
      case 'reply':
        simulator.act(ids[happening.to] ?? '', { act: 'reply', text: 'Dari dasbor' })
        break
      case 'write':
        simulator.receive({ conversation_id: ids[happening.to] ?? '', text: 'Permisi' })
        break
      case 'read':
        // Nothing may be here yet, and the vendor down.
        await world.thread(ids[happening.to] ?? '').catch((error: unknown) => {
          if (!(error instanceof Failure && error.code === 'vendor_unavailable')) throw error
        })
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
        await playWebhookTrick(simulator, happening.how)
        break
    }
  }

  mend()
  await simulator.webhooks.release('reversed')
  await passUntil(
    async () => (await sendsBacklog(world.storage.db, WORKSPACE_ID, CONNECTION_ID)) === 0,
    UNTIL_SETTLED_MS,
  )
  await marksOnlyMoveForward(world, shown)
  await pass(UNTIL_FOLLOWED_MS)
  await marksOnlyMoveForward(world, shown)
  for (const [to, id] of ids.entries()) {
    const replies = day.filter((happening) => happening.what === 'reply' && happening.to === to).length
    await examine(world, id, { sent: sent.filter((message) => message.to === to), replies })
  }
  expect(world.warnings).toEqual([])
}

async function marksOnlyMoveForward({ storage }: World, shown: Shown): Promise<void> {
  const rows = await storage.db.selectFrom('messages').selectAll().where('send_key', 'is not', null).execute()
  for (const { send_key: key, delivery } of rows) {
    const before = parseDelivery(shown.get(key ?? '') ?? null)
    const now = parseDelivery(delivery)
    expect(furtherDelivery(before, now)?.state).toBe(now?.state)
    shown.set(key ?? '', delivery)
  }
}

async function examine(
  world: World,
  id: string,
  { sent, replies }: { sent: readonly Sent[]; replies: number },
): Promise<void> {
  const held = world.simulator.vendor.store
    .all(
      `select id, content, status from messages where conversation_id = ? and direction = 'outbound' order by created_ms, rowid`,
      id,
    )
    .map((row) => ({ id: String(row['id']), content: String(row['content']), status: String(row['status']) }))
  const thread = (await world.thread(id)).filter(({ direction }) => direction === 'outbound').toReversed()
  const ours = thread.filter(({ key }) => key !== null)

  expect(ours.map(({ key }) => key)).toEqual(sent.map(({ key }) => key))
  const there = new Set(held.map((message) => message.id))
  const taken = ours.filter((message) => there.has(message.id))
  expect(held).toHaveLength(taken.length + replies)
  // What is not at the vendor was refused, and says so.
  for (const message of ours) if (!there.has(message.id)) expect(message.delivery?.state).toBe('failed')
  // Each message at the vendor has one bubble, and each bubble is another message; ours came in the order in which they were written.
  expect(new Set(thread.map((message) => message.id)).size).toBe(thread.length)
  expect(
    thread
      .map((message) => message.id)
      .filter((one) => there.has(one))
      .toSorted(),
  ).toEqual([...there].toSorted())
  const places = taken.map((message) => held.findIndex(({ id: one }) => one === message.id))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  for (const { id: one, delivery } of taken) {
    const status = deliveryStates.find((state) => state === held.find((message) => message.id === one)?.status)
    // The vendor is asked less and less often, so a mark may be behind it, but never ahead.
    expect(furtherDelivery(delivery, { state: status ?? 'unknown', code: null })?.state).toBe(status)
  }
  expect((await world.row(id)).outgoing).toBe(
    ours.some(({ delivery }) => delivery?.state === 'failed') ? 'failed' : 'none',
  )
}
