import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import type { Endpoint } from '#contract/endpoints/endpoint.ts'
import { CLOSING_SOON_MS } from '#contract/window.ts'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { ApiError } from '../api-error.ts'
import type { Call } from '../http.ts'
import { flush } from '../inbox.harness.ts'
import { createLookAhead } from './look-ahead.ts'

const NOW = Date.UTC(2026, 10, 20, 9)

/** How long it waits before it reads on, when the last row of a full page has so long until its window closes. */
async function waitsFor(closesInMs: number | 'nothing answers'): Promise<number[]> {
  const waits: number[] = []
  const call: Call = async <E extends Endpoint>(endpoint: E) => {
    if (closesInMs === 'nothing answers') throw new ApiError('network', 'lost')
    const row = makeConversation({ window_closes_at: new Date(NOW + closesInMs).toISOString() })
    const page = { data: [row], has_more: true, next_cursor: 'more', request_id: 'req_1', as_of: 1 }
    return z.parse<E['answer']>(endpoint.answer, page)
  }
  const keeper = { call, now: () => NOW, takeRead: () => undefined, takeCounts: () => undefined }
  const ahead = createLookAhead({ window: 'closing' }, keeper, (_run, ms) => {
    waits.push(ms)
    return () => undefined
  })
  ahead.start()
  await flush()
  return waits
}

test('the next page is read when the last row of this one has come', async () => {
  expect(await waitsFor(CLOSING_SOON_MS + 5000)).toEqual([5001])
})

test('a clock ahead of the gateway asks again soon, and not when that row closes', async () => {
  expect(await waitsFor(CLOSING_SOON_MS - 5000)).toEqual([30_000])
})

test('a read that failed is tried again', async () => {
  expect(await waitsFor('nothing answers')).toEqual([30_000])
})
