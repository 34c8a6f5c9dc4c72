import { testVendor, type TestVendor } from '../test-vendor.ts'
import { whereAll } from '../where.ts'
import type { Timer } from '../../kit/worker.ts'

export type TestShop = TestVendor & {
  /** The timer of those who play customers: it follows the vendor's clock. */
  timer: Timer
  /** Lets the vendor's time pass, with everything that customers have planned for it. */
  pass: (ms: number) => Promise<void>
  /** How many things customers still plan. */
  planned: () => number
  /** What customers wrote on a conversation, or on all, oldest first. */
  inbound: (conversationId?: string) => Written[]
}

export type Written = { conversationId: string; type: string; content: unknown; atMs: number }

/** A shop whose customers live in the vendor's time, which stands still until it is passed. */
export function testShop(conversations: number): TestShop {
  const vendor = testVendor({ demo: { conversations } })
  const { clock, store } = { clock: vendor.sim.clock, store: vendor.sim.vendor.store }
  const plans = new Set<{ atMs: number; run: () => void }>()

  return {
    ...vendor,
    timer: (run, delayMs) => {
      const plan = { atMs: Math.ceil(clock.now() + delayMs), run }
      plans.add(plan)
      return () => void plans.delete(plan)
    },
    pass: async (ms) => {
      const endMs = clock.now() + ms
      for (;;) {
        const [first] = [...plans].toSorted((a, b) => a.atMs - b.atMs)
        if (first === undefined || first.atMs > endMs) break
        plans.delete(first)
        await vendor.sim.advance(Math.max(0, first.atMs - clock.now()))
        first.run()
      }
      await vendor.sim.advance(Math.max(0, endMs - clock.now()))
    },
    planned: () => plans.size,
    inbound: (conversationId) => {
      const where = whereAll([`direction = 'inbound'`], ['conversation_id = ?', conversationId])
      const sql = `select * from messages ${where.sql} order by created_ms, rowid`
      return store.all(sql, ...where.values).map((row) => ({
        conversationId: String(row['conversation_id']),
        type: String(row['type']),
        content: JSON.parse(String(row['content'])),
        atMs: Number(row['created_ms']),
      }))
    },
  }
}
