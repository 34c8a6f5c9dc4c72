import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareSortKeys } from './conversation.ts'
import { listKeyOf } from './list-key.ts'
import { CLOSING_SOON_MS, WINDOW_MS, inboundRange, windowChangesAt, windowClosesAt } from './window.ts'
import { windowState, windowStates } from './window.ts'

const NOW = Date.UTC(2026, 0, 2)
const inbound = fc.oneof(
  fc.integer({ min: NOW - 2 * WINDOW_MS, max: NOW + WINDOW_MS }),
  fc
    .constantFrom(NOW - WINDOW_MS, NOW - WINDOW_MS + CLOSING_SOON_MS)
    .chain((edge) => fc.integer({ min: edge - 2, max: edge + 2 })),
)

test('a window is in the state whose range holds its last inbound message, and in no other', () => {
  fc.assert(
    fc.property(inbound, (ms) => {
      const holding = windowStates.filter((state) => {
        const { from, to } = inboundRange(state, NOW)
        return (from === null || ms >= from) && (to === null || ms <= to)
      })
      expect(holding).toEqual([windowState(windowClosesAt(ms), NOW)])
    }),
  )
})

test('the state stays until the moment at which it is said to change, and changes then', () => {
  fc.assert(
    fc.property(inbound, (ms) => {
      const closesAt = windowClosesAt(ms)
      const state = windowState(closesAt, NOW)
      const at = windowChangesAt(closesAt, NOW)
      expect(at === null).toBe(state === 'closed')
      if (at === null) return
      expect(windowState(closesAt, at - 1)).toBe(state)
      expect(windowState(closesAt, at)).not.toBe(state)
    }),
  )
})

const row = (id: string, ms: number | null) => ({
  id,
  last_message_at: null,
  created_at: new Date(0).toISOString(),
  last_inbound_at: ms === null ? null : new Date(ms).toISOString(),
})

test('by window the one that closes first is on top; closed ones follow, the latest first, and who never wrote is last', () => {
  const rows = [
    row('never', null),
    row('long closed', NOW - 3 * WINDOW_MS),
    row('fresh', NOW),
    row('just closed', NOW - WINDOW_MS),
    row('closing', NOW - WINDOW_MS + 1),
  ]
  const order = rows.map((some) => listKeyOf(some, 'window', NOW)).sort(compareSortKeys)
  expect(order.map(({ id }) => id)).toEqual(['closing', 'fresh', 'just closed', 'long closed', 'never'])
})
