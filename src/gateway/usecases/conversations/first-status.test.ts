import { expect, test } from 'vitest'
import type { HeldField } from '#connectors/connector.ts'
import type { VendorConversation } from '#connectors/reading.ts'
import { vendorConversation } from '#gateway/testing/vendor-conversation.ts'
import { firstStatus } from './first-status.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const readBegan = 400 * DAY_MS
const monthAgo = readBegan - 30 * DAY_MS

function begins(
  given: Partial<VendorConversation>,
  { holds = [], isFirstReading = true }: { holds?: HeldField[]; isFirstReading?: boolean } = {},
) {
  const quiet = { lastMessageAt: monthAgo, lastInboundAt: null }
  return firstStatus(vendorConversation('1', { ...quiet, ...given }), holds, { readBegan, isFirstReading })
}

test('where the vendor has no status, what is read and was quiet for a month begins as resolved', () => {
  expect(begins({})).toBe('resolved')
  expect(begins({ lastMessageAt: null })).toBe('resolved')
  expect(begins({ lastMessageAt: monthAgo + 1 })).toBe('open')
  expect(begins({ unreadCount: 1 })).toBe('open')
})

test('what is not told is not taken for quiet or for unread', () => {
  expect(begins({ untold: ['activity'] })).toBe('open')
  expect(begins({ unreadCount: 1, untold: ['unread'] })).toBe('resolved')
})

test('after the first reading whatever appears is open', () => {
  expect(begins({}, { isFirstReading: false })).toBe('open')
})

test('a status that the vendor tells is the vendor’s, and one that it holds and does not tell is open', () => {
  expect(begins({ status: 'pending' }, { holds: ['status'] })).toBe('pending')
  expect(begins({ untold: ['status'] }, { holds: ['status'] })).toBe('open')
})
