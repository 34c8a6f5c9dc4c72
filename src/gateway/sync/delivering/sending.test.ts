import * as fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { furtherDelivery } from '#contract/delivery.ts'
import { deliveryStates, isUnsent } from '#contract/message.ts'
import type { Message } from '#contract/message.ts'
import { rowsByVendorId } from '#gateway/storage/conversations.ts'
import { parseDelivery } from '#gateway/storage/messages.ts'
import type { MessageRow } from '#gateway/storage/messages.ts'
import { sendsBacklog } from '#gateway/storage/sends-queue.ts'
import { createCommonWorld, WORKSPACE_ID } from '#gateway/testing/common-world.ts'
import type { CommonWorld } from '#gateway/testing/common-world.ts'
import type { GatewayProcess } from '#gateway/testing/gateway-process.ts'
import { sendingDays } from '#gateway/testing/sending-days.ts'
import type { SendingHappening } from '#gateway/testing/sending-days.ts'
import { sendingGrounds } from '#gateway/testing/sending-grounds.ts'
import type { SendingGround } from '#gateway/testing/sending-grounds.ts'
import { Failure } from '#gateway/usecases/fail.ts'
import { playWebhookTrick } from '#gateway/testing/webhook-tricks.ts'
import { letTimeRun, pass, passUntil } from '#gateway/testing/virtual-time.ts'
import { simulatorKinds } from '#simulators/registry.ts'

/** How many schedules are tried on each vendor; more find more. SIGAP_SEED repeats what failed. */
const RUNS = Number(process.env['SIGAP_DAYS'] ?? 6)
const SEED = process.env['SIGAP_SEED']
/** Longer than every wait there is, a request that hangs for a minute and a vendor that allows ten reads a minute included. */
const UNTIL_SETTLED_MS = 900_000
/** The vendor is asked about each message that it took for an hour. */
const UNTIL_FOLLOWED_MS = 60_000
const UNTIL_READ_AGAIN_MS = 120_000
const UNTIL_KNOWN_MS = 600_000

type Sent = { key: string; to: number; text: string; retried: boolean; mayBeTwice: boolean }
type Shown = Map<string, MessageRow['delivery']>
type Scene = { world: CommonWorld; ground: SendingGround; ids: readonly string[] }

const picture = { name: 'struk.png', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2]) }

afterEach(letTimeRun)

test('the law below is tried on every vendor that can be simulated', () => {
  expect(Object.keys(sendingGrounds)).toEqual(expect.arrayContaining(simulatorKinds.map(({ vendor }) => vendor)))
})

test.each(Object.entries(sendingGrounds))(
  'whatever goes wrong at %s, each message is there once, in order, in one bubble, and its mark only moves forward',
  { timeout: 3_600_000 },
  async (_, lay) => {
    const law = fc.assert(
      fc.asyncProperty(fc.nat(), fc.boolean(), sendingDays, async (seed, webhooks, day) => {
        const { world, ground } = await createCommonWorld({ seed }, (tools) => lay({ seed, webhooks }, tools))
        try {
          await live(world, ground, day)
        } finally {
          await world.close()
        }
      }),
      { numRuns: RUNS, endOnFailure: true, ...(SEED === undefined ? {} : { seed: Number(SEED) }) },
    )
    await expect(law).resolves.toBeUndefined()
  },
)

async function live(world: CommonWorld, ground: SendingGround, day: readonly SendingHappening[]): Promise<void> {
  const { faults, customers } = ground
  let gateway = world.start()
  const scene = { world, ground, ids: await knownIds(world, gateway, customers) }
  const steady = new Set(faults.list().map(({ id }) => id))
  const mend = () => {
    for (const { id } of faults.list()) if (!steady.has(id)) faults.clear(id)
  }
  const sent: Sent[] = []
  const replies = customers.map(() => 0)
  const shown: Shown = new Map()

  for (const happening of day) {
    await pass(happening.at)
    await marksOnlyMoveForward(world, shown)
    switch (happening.what) {
      case 'send': {
        const { by, to, text, file, twice } = happening
        const key = `key_00000_${sent.length}`
        const { channel } = await world.row(scene.ids[to] ?? '')
        const attachment = file ? { attachment: { upload: (await world.upload(by, channel, picture)).id } } : {}
        const submit = () => world.send(by, scene.ids[to] ?? '', { text, ...attachment, key })
        await submit()
        if (twice) await submit()
        sent.push({ key, to, text, retried: false, mayBeTwice: false })
        break
      }
      case 'retry':
        await retry(scene, happening, sent, shown)
        break
      case 'reply':
        replies[happening.to] = (replies[happening.to] ?? 0) + replyAt(ground, customers[happening.to] ?? '')
        break
      case 'write':
        ground.write(customers[happening.to] ?? '')
        break
      case 'read':
        await noMoreBubbles(scene, happening.to, { sent, replies: replies[happening.to] ?? 0 })
        break
      case 'fault':
        faults.add(happening.fault)
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
  await world.webhooks.release('reversed')
  await passUntil(
    async () => (await sendsBacklog(world.storage.db, WORKSPACE_ID, world.connectionId)) === 0,
    UNTIL_SETTLED_MS,
  )
  await marksOnlyMoveForward(world, shown)
  await pass(UNTIL_FOLLOWED_MS)
  await marksOnlyMoveForward(world, shown)
  for (const to of customers.keys()) {
    await examine(scene, to, { sent: sent.filter((message) => message.to === to), replies: replies[to] ?? 0 })
  }
  expect(world.warnings).toEqual([])
}

/** Whoever reads the thread meanwhile sees a message once, also one that the vendor shows before it confirmed it. */
async function noMoreBubbles(
  { world, ids }: Scene,
  to: number,
  { sent, replies }: { sent: readonly Sent[]; replies: number },
): Promise<void> {
  const thread = await world.thread(ids[to] ?? '').catch((error: unknown) => {
    // Nothing may be here yet, and the vendor down.
    if (error instanceof Failure && error.code === 'vendor_unavailable') return []
    throw error
  })
  const ours = sent.filter((message) => message.to === to)
  const doubtful = ours.filter(({ mayBeTwice }) => mayBeTwice).length + thread.filter(isUnknown).length
  const most = ours.length + doubtful + replies
  expect(thread.filter(({ direction }) => direction === 'outbound').length).toBeLessThanOrEqual(most)
}

/** Its author is told that nobody knows whether it was sent. */
function isUnknown(message: Pick<Message, 'id' | 'delivery'>): boolean {
  return isUnsent(message) && message.delivery?.state === 'unknown'
}

/** Somebody answers in the vendor's own dashboard. Answers how many messages that made. */
function replyAt({ held, reply }: SendingGround, id: string): number {
  const before = held(id).length
  reply(id)
  return held(id).length - before
}

/** Our ids of these conversations, once they are here and, on somebody's screen, it is known when their customers wrote. */
async function knownIds(
  { storage, connectionId }: CommonWorld,
  { sync }: GatewayProcess,
  vendorIds: readonly string[],
): Promise<string[]> {
  const here = async () => {
    const rows = await rowsByVendorId(storage.db, WORKSPACE_ID, connectionId, vendorIds)
    return vendorIds.flatMap((id) => rows.get(id) ?? [])
  }
  await passUntil(async () => (await here()).length === vendorIds.length, UNTIL_KNOWN_MS)
  const ids = (await here()).map(({ id }) => id)
  sync.lookedAt(connectionId, ids)
  await passUntil(async () => (await here()).every((row) => row.last_inbound_ms !== null), UNTIL_KNOWN_MS)
  return ids
}

/** Tries again what did not go out, if there is such a message. One of which nobody knows may then be there twice, as its author was told. */
async function retry(
  { world, ids }: Scene,
  { by, to }: Extract<SendingHappening, { what: 'retry' }>,
  sent: Sent[],
  shown: Shown,
): Promise<void> {
  const rows = await world.storage.db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', ids[to] ?? '')
    .where('send_key', 'is not', null)
    .execute()
  const states = new Set<string | undefined>(['failed', 'unknown'])
  const stuck = rows.find((row) => isUnsent(row) && states.has(parseDelivery(row.delivery)?.state))
  const message = sent.find(({ key }) => key === stuck?.send_key)
  if (stuck === undefined || message === undefined) return
  await world.retry(by, ids[to] ?? '', stuck.id)
  message.retried = true
  message.mayBeTwice ||= parseDelivery(stuck.delivery)?.state === 'unknown'
  shown.delete(message.key)
}

async function marksOnlyMoveForward({ storage }: CommonWorld, shown: Shown): Promise<void> {
  const rows = await storage.db.selectFrom('messages').selectAll().where('send_key', 'is not', null).execute()
  for (const { id, send_key: key, delivery } of rows) {
    const before = parseDelivery(shown.get(key ?? '') ?? null)
    const now = parseDelivery(delivery)
    // What became of a message that the vendor never confirmed can turn out to be unknown.
    if (!isUnknown({ id, delivery: now })) expect(furtherDelivery(before, now)?.state).toBe(now?.state)
    shown.set(key ?? '', delivery)
  }
}

async function examine(
  { world, ground, ids }: Scene,
  to: number,
  { sent, replies }: { sent: readonly Sent[]; replies: number },
): Promise<void> {
  const id = ids[to] ?? ''
  const held = ground.held(ground.customers[to] ?? '')
  const read = async () => (await world.thread(id)).filter(({ direction }) => direction === 'outbound').toReversed()
  const lacks = (thread: readonly Message[]) => held.some((one) => thread.every(({ id }) => nameOf(id) !== one.id))
  let thread = await read()
  // Where nothing tells of what was written in the vendor's dashboard, it is looked for because somebody reads the thread.
  if (lacks(thread)) await pass(UNTIL_READ_AGAIN_MS)
  thread = await read()
  const ours = thread.filter(({ key }) => key !== null)

  expect(new Set(ours.map(({ key }) => key))).toEqual(new Set(sent.map(({ key }) => key)))
  expect(ours).toHaveLength(sent.length)
  const there = new Set(held.map((message) => message.id))
  const taken = ours.filter((message) => there.has(nameOf(message.id)))
  const isTriedOnce = ({ key }: { key: string | null }) => sent.some((one) => one.key === key && !one.retried)
  const unsaid = held.length - taken.length - replies
  expect(unsaid).toBeGreaterThanOrEqual(0)
  const unknown = ours.filter(isUnknown)
  expect(unsaid).toBeLessThanOrEqual(sent.filter(({ mayBeTwice }) => mayBeTwice).length + unknown.length)
  // What is not at the vendor was refused, and says so.
  const refused = ours.filter((message) => !there.has(nameOf(message.id)) && !unknown.includes(message))
  expect(refused.filter(({ delivery }) => delivery?.state !== 'failed')).toEqual([])
  // Each message at the vendor has one bubble, and each bubble is another message; ours came in the order in which they were written.
  expect(new Set(thread.map((message) => nameOf(message.id))).size).toBe(thread.length)
  expect(lacks(thread)).toBe(false)
  const places = taken.filter(isTriedOnce).map((message) => held.findIndex((one) => one.id === nameOf(message.id)))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(ours.filter(isTriedOnce).map(({ key }) => key)).toEqual(keysInOrder(sent))
  for (const { id: one, delivery } of taken) {
    const status = deliveryStates.find((state) => state === held.find((message) => message.id === nameOf(one))?.status)
    // The vendor is asked less and less often, so a mark may be behind it, but never ahead.
    if (status !== undefined) expect(furtherDelivery(delivery, { state: status, code: null })?.state).toBe(status)
  }
  expect((await world.row(id)).outgoing).toBe(
    ours.some((message) => message.delivery?.state === 'failed' || isUnknown(message)) ? 'failed' : 'none',
  )
}

/** What the vendor calls a message of which one file is shown. */
function nameOf(id: string): string {
  return id.replace(/~\d+$/, '')
}

function keysInOrder(sent: readonly Sent[]): string[] {
  return sent.filter(({ retried }) => !retried).map(({ key }) => key)
}
