import { expect, test } from 'vitest'

import { seededRandom } from '../../kit/random.ts'
import type { Timer } from '../../kit/worker.ts'
import { rows, testVendor } from '../test-vendor.ts'
import { startCustomers } from './customers.ts'

const demo = { conversations: 200 }
const minute = 60_000

/** A shop whose customers live in the vendor's time. */
function openShop() {
  const { sim, call } = testVendor({ demo })
  const plans = new Set<{ atMs: number; run: () => void }>()
  const timer: Timer = (run, delayMs) => {
    const plan = { atMs: Math.ceil(sim.clock.now() + delayMs), run }
    plans.add(plan)
    return () => void plans.delete(plan)
  }
  const pass = async (ms: number) => {
    const endMs = sim.clock.now() + ms
    for (;;) {
      const [first] = [...plans].toSorted((a, b) => a.atMs - b.atMs)
      if (first === undefined || first.atMs > endMs) break
      plans.delete(first)
      await sim.advance(Math.max(0, first.atMs - sim.clock.now()))
      first.run()
    }
    await sim.advance(Math.max(0, endMs - sim.clock.now()))
  }
  const count = (sql: string) => Number(sim.vendor.store.get(`select count(*) as n ${sql}`)?.['n'])
  return { sim, call, plans, timer, pass, count }
}

test('a demo has active and closed conversations, most of them assigned, whose people wrote', async () => {
  const { count } = openShop()
  expect(count(`from conversations where status = 'Active'`)).toBe(20)
  expect(count(`from conversations where status = 'Closed'`)).toBe(180)
  expect(count('from assignments')).toBeGreaterThan(140)
  expect(count('from messages')).toBeGreaterThan(800)
  expect(count('from conversations c where not exists (select 1 from messages where conversation_id = c.id)')).toBe(0)
})

test('the same seed gives the same shop', async () => {
  const lists = await Promise.all(
    [openShop(), openShop()].map(({ call }) => call('GET', '/conversations?page=1&per_page=50')),
  )
  expect(lists[0]?.body).toEqual(lists[1]?.body)
  expect(rows(lists[0]?.object['conversations']).length).toBeGreaterThan(10)
})

test('customers keep writing, answer what reaches them, and stop when told to', async () => {
  const { sim, timer, pass, plans, count } = openShop()
  const inbound = `from messages where direction = 'InBound'`
  const before = count(inbound)
  const stop = startCustomers(sim.vendor, { everyMs: 5000, random: seededRandom(3), timer })
  await pass(20 * minute)
  expect(count(inbound) - before).toBeGreaterThan(180)
  expect(count(`${inbound} and type <> 'Text'`)).toBeGreaterThan(20)
  stop()
  expect(plans.size).toBe(0)

  const silent = startCustomers(sim.vendor, { everyMs: 1e9, random: seededRandom(4), timer })
  const active = sim.receive({ from: '+6281200000000' }).conversation
  const quiet = count(inbound)
  for (let sent = 0; sent < 6; sent += 1) {
    sim.act(active.id, { act: 'reply', text: 'Halo kak' })
    await pass(minute)
  }
  expect(count(inbound) - quiet).toBeGreaterThan(1)
  silent()
})
