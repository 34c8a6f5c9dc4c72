import { expect, test } from 'vitest'

import { testVendor } from '../test-vendor.ts'
import { startCustomers } from './customers.ts'
import { seededRandom } from './random.ts'

function shop() {
  const { sim } = testVendor({ demo: { conversations: 200 } })
  const waiting: { run: () => void; delayMs: number }[] = []
  const stop = startCustomers(sim.vendor, {
    everyMs: 5000,
    random: seededRandom(3),
    timer: (run, delayMs) => {
      const wait = { run, delayMs }
      waiting.push(wait)
      return () => void waiting.splice(waiting.indexOf(wait), 1)
    },
  })
  const tick = (): number => {
    const next = waiting.shift()
    next?.run()
    return next?.delayMs ?? 0
  }
  const count = (sql: string): number => Number(sim.vendor.store.get(`select count(*) as n ${sql}`)?.['n'])
  return { stop, tick, waiting, count }
}

test('customers write every few seconds, on open conversations, on resolved ones and as newcomers', () => {
  const { tick, count } = shop()
  const resolved = count(`from conversations where status = 'resolved'`)
  const before = count('from messages')
  const waits = Array.from({ length: 200 }, tick)
  expect(count('from messages')).toBe(before + 200)
  expect(count(`from conversations where status = 'resolved'`)).toBeLessThan(resolved)
  expect(count('from conversations')).toBeGreaterThan(200)
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length
  expect(mean).toBeGreaterThan(3000)
  expect(mean).toBeLessThan(7000)
})

test('after stop nobody writes', () => {
  const { stop, waiting } = shop()
  stop()
  expect(waiting).toHaveLength(0)
})
