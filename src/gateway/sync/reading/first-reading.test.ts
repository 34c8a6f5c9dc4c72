import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { createCommonWorld } from '#gateway/testing/common-world.ts'
import type { CommonWorld, Ground, Tools } from '#gateway/testing/common-world.ts'
import { layHighlevel, layTeamworkDesk, layWapikit } from '#gateway/testing/grounds.ts'
import { letTimeRun, pass } from '#gateway/testing/virtual-time.ts'
import { layKirim } from '#gateway/testing/world.ts'
import { simulatorKinds } from '#simulators/registry.ts'
import type { RequestLog } from '#simulators/kit/request-log.ts'
import { loadBackfill } from './backfill.ts'

/** SIGAP_CONVERSATIONS=20000 reads as many as a large shop has. */
const COUNT = Number(process.env['SIGAP_CONVERSATIONS'] ?? 500)
const LONGEST_MS = 24 * 60 * 60 * 1000
/** Kirim.chat is read at five pages a second. */
const LOOK_MS = 100

type Logged = Ground & { simulator: { log: RequestLog } }

const options = { webhooks: false, conversations: COUNT }
const demo = { conversations: COUNT }

type Read = {
  lay: (tools: Tools) => Logged | Promise<Logged>
  /** A request for a page of the list other than the newest one. */
  further: RegExp
  /** The vendor tells how many there are. */
  isCounted: boolean
}

const vendors: Readonly<Record<string, Read>> = {
  kirim: {
    lay: (tools) => layKirim({ simulator: { demo } }, tools),
    further: /\/conversations\?.*cursor=/,
    isCounted: false,
  },
  wapikit: {
    lay: (tools) => layWapikit(options, tools),
    further: /\/conversations\?(?!page=1&per_page=50&status=Active)/,
    isCounted: false,
  },
  highlevel: {
    lay: (tools) => layHighlevel(options, tools),
    further: /\/search\?.*startAfterDate=/,
    isCounted: true,
  },
  'teamwork-desk': {
    lay: (tools) => layTeamworkDesk(options, tools),
    further: /\/tickets\.json\?(?!page=1&)|\/conversations\.json/,
    isCounted: true,
  },
}

afterEach(letTimeRun)

test('every vendor that can be simulated is read', () => {
  expect(Object.keys(vendors).toSorted()).toEqual(simulatorKinds.map(({ vendor }) => vendor).toSorted())
})

test.each(Object.entries(vendors))(
  'the first reading of %s keeps to its documented limits; killed half-way it goes on where it was, and reads everything',
  async (_, { lay, further, isCounted }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sigap-first-reading-'))
    const { world, ground } = await createCommonWorld({ path: path.join(folder, 'a.sqlite') }, lay)
    onTestFinished(async () => {
      await world.close()
      rmSync(folder, { recursive: true })
    })
    const { log } = ground.simulator
    const first = world.start()
    await until(async () => (await loadBackfill(first.vendor)).rows >= COUNT / 2)
    const before = await loadBackfill(first.vendor)
    first.kill()
    const stored = await vendorIds(world)
    const asked = new Set(requests(log).filter((request) => further.test(request)))
    const since = log.entries().length

    world.reopen()
    const second = world.start()
    await until(async () => (await loadBackfill(second.vendor)).done)
    const after = await loadBackfill(second.vendor)

    expect(before).toMatchObject({ done: false })
    expect(before.total !== undefined).toBe(isCounted)
    // Some of the demo is spam, which is no conversation.
    const all = await vendorIds(world)
    expect(all.length).toBeGreaterThan(COUNT * 0.8)
    expect([...stored].filter((id) => !all.includes(id))).toEqual([])
    // The page that was under way is asked for again; nothing else is read twice.
    expect(asked.size).toBeGreaterThan(0)
    const again = requests(log)
      .slice(since)
      .filter((request) => asked.has(request))
    expect(again.length).toBeLessThanOrEqual(1)
    expect(after.rows - before.rows).toBeLessThanOrEqual(COUNT * 0.75)

    const answers = log.entries().map(({ status }) => status)
    expect(answers.filter((status, index) => status === 429 && answers[index - 1] === 429)).toEqual([])
  },
  60 * 60_000,
)

async function until(holds: () => Promise<boolean>): Promise<void> {
  const began = Date.now()
  while (!(await holds())) {
    if (Date.now() - began > LONGEST_MS) throw new Error('It takes too long.')
    await pass(LOOK_MS)
  }
}

/** What was asked of the vendor, oldest first. */
function requests(log: RequestLog): string[] {
  return log.entries().map((entry) => `${entry.path}${entry.query}`)
}

async function vendorIds({ storage }: CommonWorld): Promise<string[]> {
  const rows = await storage.db.selectFrom('conversations').select('vendor_id').execute()
  return rows.map((row) => row.vendor_id)
}
