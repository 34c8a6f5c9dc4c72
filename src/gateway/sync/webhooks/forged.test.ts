import { afterEach, expect, onTestFinished, test } from 'vitest'
import { listMessages } from '#gateway/storage/messages.ts'
import { createCommonWorld, WORKSPACE_ID } from '#gateway/testing/common-world.ts'
import type { CommonWorld, Ground, Tools } from '#gateway/testing/common-world.ts'
import { layHighlevel, layTeamworkDesk, layWapikit } from '#gateway/testing/grounds.ts'
import { letTimeRun, pass, passUntil, sleepThrough } from '#gateway/testing/virtual-time.ts'
import { layKirim } from '#gateway/testing/world.ts'

type Webhook = { headers: Headers; body: Uint8Array }
type Rung = Ground & { ring: () => void }

const HOUR_MS = 60 * 60 * 1000
const webhooks = true

/** Vendors that sign webhooks, with somebody who writes to each, and how old a webhook may be; null: no time is signed. */
const vendors: Readonly<Record<string, { lay: (tools: Tools) => Promise<Rung>; livesMs: number | null }>> = {
  kirim: {
    livesMs: 5 * 60_000,
    async lay(tools) {
      const ground = await layKirim({ webhooks }, tools)
      const { id } = ground.simulator.receive({ from: '+628120000000', text: 'Halo' }).conversation
      return { ...ground, ring: () => void ground.simulator.receive({ conversation_id: id, text: 'Asli' }) }
    },
  },
  highlevel: {
    livesMs: 2 * HOUR_MS,
    async lay(tools) {
      const ground = layHighlevel({ webhooks }, tools)
      const { id } = ground.simulator.receive({
        from: '+628120000000',
        type: 'TYPE_WHATSAPP',
        text: 'Halo',
      }).conversation
      return { ...ground, ring: () => void ground.simulator.receive({ conversation_id: id, text: 'Asli' }) }
    },
  },
  'teamwork-desk': {
    livesMs: null,
    async lay(tools) {
      const ground = await layTeamworkDesk({ webhooks }, tools)
      const { ticket } = ground.simulator.receive({ from: 'ana@mail.example', text: 'Halo' })
      return { ...ground, ring: () => void ground.simulator.receive({ ticket_id: ticket?.id ?? 0, text: 'Asli' }) }
    },
  },
}

afterEach(letTimeRun)

test.each(Object.entries(vendors))(
  'a webhook of %s that is forged, cut short, unsigned or too old is refused and counted, a repeated one counts and does nothing',
  async (_, { lay, livesMs }) => {
    const caught: Webhook[] = []
    const { world, ground } = await createCommonWorld({}, (tools) =>
      lay({ ...tools, deliver: async (url, webhook) => catchIt(caught, url, webhook) }),
    )
    onTestFinished(() => world.close())
    const gateway = world.start()
    await passUntil(async () => (await seen(world)).conversations.length === 1, 60_000)
    await pass(5000)
    caught.splice(0)
    // From here on only webhooks can tell anything.
    ground.faults.add({ kind: 'error', status: 503 })
    ground.ring()
    await passUntil(() => caught.length > 0, 5000)
    const [genuine] = caught
    if (genuine === undefined) throw new Error('The vendor announced nothing.')
    const before = await seen(world)

    const forgeries = [
      { ...genuine, body: changed(genuine.body) },
      { ...genuine, body: genuine.body.slice(0, -1) },
      { ...genuine, body: new Uint8Array() },
      { ...genuine, headers: new Headers() },
    ]
    for (const { headers, body } of forgeries) expect((await world.receive(headers, body)).status).toBe(401)
    await pass(3000)
    expect(await seen(world)).toEqual(before)
    expect(gateway.sync.heardOf(world.connectionId)).toMatchObject({ taken: 0, refused: forgeries.length, repeated: 0 })

    for (let times = 0; times < 3; times += 1) {
      expect((await world.receive(genuine.headers, genuine.body)).status).toBe(200)
    }
    expect((await seen(world)).deliveries).toBe(before.deliveries + 1)
    expect(gateway.sync.heardOf(world.connectionId)).toMatchObject({ taken: 1, repeated: 2 })

    sleepThrough((livesMs ?? HOUR_MS) + 1000)
    const late = await world.receive(genuine.headers, genuine.body)
    expect(late.status).toBe(livesMs === null ? 200 : 401)
    expect((await seen(world)).deliveries).toBe(before.deliveries + 1)
  },
)

test('an event of WapiKit’s stream that is cut short is counted and changes nothing, a repeated one counts and does nothing', async () => {
  const { world, ground } = await createCommonWorld({}, (tools) => layWapikit({ webhooks }, tools))
  onTestFinished(() => world.close())
  const { simulator } = ground
  const { id } = simulator.receive({ from: '+628120000000', text: 'Halo' }).conversation
  const gateway = world.start()
  await passUntil(() => simulator.events.listening() === 1, 60_000)
  await passUntil(async () => (await seen(world)).conversations.length === 1, 60_000)
  const before = await seen(world)
  simulator.faults.add({ kind: 'error', status: 503, path: '/conversation*' })

  simulator.events.corrupt(1)
  simulator.receive({ conversation_id: id, text: 'Terpotong' })
  await pass(500)
  const after = await seen(world)
  expect(after).toEqual({ ...before, deliveries: before.deliveries + 1 })
  expect(gateway.sync.heardOf(world.connectionId)).toMatchObject({ taken: 0, ignored: 1 })

  simulator.events.duplicate(2)
  simulator.receive({ conversation_id: id, text: 'Asli' })
  await pass(500)
  expect((await seen(world)).texts).toEqual(['Asli'])
  expect(gateway.sync.heardOf(world.connectionId)).toMatchObject({ taken: 1, repeated: 2, ignored: 1 })
})

function catchIt(caught: Webhook[], _: string, { headers, body }: Parameters<Tools['deliver']>[1]): Response {
  caught.push({ headers: new Headers(headers), body: new TextEncoder().encode(body) })
  return new Response()
}

/** The same with one byte changed, in the middle of its words. */
function changed(body: Uint8Array): Uint8Array {
  const at = Math.floor(body.length / 2)
  return body.map((byte, index) => (index === at ? byte ^ 1 : byte))
}

/** What is here: conversations as they stand, what was written, and how much is known to have been announced. */
async function seen({ storage }: CommonWorld) {
  const conversations = await storage.db.selectFrom('conversations').selectAll().execute()
  const threads = await Promise.all(
    conversations.map(({ id }) => listMessages(storage.db, WORKSPACE_ID, id, { limit: 100, before: null })),
  )
  const { length: deliveries } = await storage.db.selectFrom('webhook_deliveries').select('dedupe_key').execute()
  return { conversations, texts: threads.flat().map(({ text }) => text), deliveries }
}
