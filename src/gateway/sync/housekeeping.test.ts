import { expect, test } from 'vitest'
import { adjustCounts, readCounts } from '#gateway/storage/counts.ts'
import { countQuarantine, putQuarantine } from '#gateway/storage/quarantine.ts'
import { markProcessed, storeDelivery } from '#gateway/storage/webhooks.ts'
import { pass } from '#gateway/testing/virtual-time.ts'
import { WORKSPACE_ID } from '#gateway/testing/common-world.ts'
import { CONNECTION_ID } from '#gateway/testing/world.ts'
import type { World } from '#gateway/testing/world.ts'
import { worlds } from '#gateway/testing/worlds.ts'
import { tidyUp } from './housekeeping.ts'

const world = worlds()
const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

async function addChanges({ storage }: World, count: number, at_ms: number, from: number) {
  const actor = JSON.stringify({ type: 'system', id: 'test', name: 'Test' })
  const seqs = Array.from({ length: count }, (_, index) => from + index)
  const change = { workspace_id: WORKSPACE_ID, conversation_id: 'cnv', field: 'details' as const, actor, client: null }
  for (let at = 0; at < seqs.length; at += 1000) {
    const rows = seqs
      .slice(at, at + 1000)
      .map((seq) => Object.assign({ seq, from_value: null, to_value: null, at_ms }, change))
    await storage.db.insertInto('changes').values(rows).execute()
  }
}

async function seqsOf({ storage }: World): Promise<number[]> {
  const rows = await storage.db.selectFrom('changes').select('seq').orderBy('seq').execute()
  return rows.map((row) => row.seq)
}

test('changes older than 7 days go, but never of the newest 10,000', async () => {
  const some = await world()
  const now = Date.now()
  await addChanges(some, 300, now - 8 * DAY_MS, 1)
  await addChanges(some, 9900, now - DAY_MS, 301)
  some.start()
  await pass(1000)
  const kept = await seqsOf(some)
  expect(kept).toHaveLength(10_000)
  expect(kept[0]).toBe(201)
})

test('changes of the last 7 days stay, however many there are', async () => {
  const some = await world()
  await addChanges(some, 12_000, Date.now() - DAY_MS, 1)
  some.start()
  await pass(1000)
  expect(await seqsOf(some)).toHaveLength(12_000)
})

test('deliveries that were worked off go after 30 days, rows aside when they did not come by for a day; each hour anew', async () => {
  const some = await world()
  const start = Date.now()
  const delivery = { connection_id: CONNECTION_ID, event: 'e', events: '[]' }
  const aside = { connection_id: CONNECTION_ID, vendor_id: null, reason: 'bad', payload: '{}' }
  await some.storage.write(async (tx) => {
    for (const [dedupe_key, received_ms] of [
      ['old', start - 30 * DAY_MS - 1],
      ['due', start - 30 * DAY_MS + HOUR_MS / 2],
      ['new', start],
    ] as const) {
      await storeDelivery(tx, WORKSPACE_ID, { ...delivery, dedupe_key, received_ms })
      await markProcessed(tx, WORKSPACE_ID, CONNECTION_ID, dedupe_key, start)
    }
    await putQuarantine(tx, WORKSPACE_ID, { ...aside, key: 'mended' }, start - DAY_MS - 1)
    await putQuarantine(tx, WORKSPACE_ID, { ...aside, key: 'broken' }, start - HOUR_MS)
  })
  const { vendor, stop } = some.start()
  await stop()
  const ending = new AbortController()
  const tidying = tidyUp({ ...vendor, storage: some.storage }, ending.signal)
  const keys = async () =>
    (await some.storage.db.selectFrom('webhook_deliveries').select('dedupe_key').orderBy('dedupe_key').execute()).map(
      (row) => row.dedupe_key,
    )
  await pass(1000)
  expect(await keys()).toEqual(['due', 'new'])
  expect(await countQuarantine(some.storage.db, WORKSPACE_ID, CONNECTION_ID)).toBe(1)
  await pass(HOUR_MS)
  expect(await keys()).toEqual(['new'])
  ending.abort()
  await tidying
})

test('counts that something put wrong are right again once the connection is served', async () => {
  const some = await world()
  const place = { connection: CONNECTION_ID, channel: 'whatsapp', account: '', status: 'open' as const, assignee: null }
  const wrong = { ...place, count: 3, unread: 1, starred: 1 }
  await some.storage.write((tx) => adjustCounts(tx, WORKSPACE_ID, [wrong]))
  some.start()
  await pass(1000)
  expect(await readCounts(some.storage.db, WORKSPACE_ID)).toEqual([])
  expect(some.warnings.splice(0)).toHaveLength(1)
})
