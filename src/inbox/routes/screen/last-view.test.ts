import { afterEach, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { inboxUrlSchema } from '#contract/inbox-url.ts'
import { memoryStorage } from '#inbox/data/storage.harness.ts'
import { readLastView, rememberView } from './last-view.ts'
import { readListWidth, rememberListWidth } from './list-width.ts'

afterEach(() => vi.unstubAllGlobals())

const view = z.parse(inboxUrlSchema, { status: 'pending', q: 'invoice' })

test('the view that was open last comes back, without the words that were searched', () => {
  vi.stubGlobal('window', { localStorage: memoryStorage() })
  rememberView(view)
  expect(readLastView()).toEqual({ ...view, q: undefined })
})

test('a browser that forbids storage opens the inbox all the same', () => {
  vi.stubGlobal('window', {
    get localStorage(): never {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    },
  })
  rememberView(view)
  rememberListWidth(400)
  expect(readLastView()).toEqual(z.parse(inboxUrlSchema, {}))
  expect(readListWidth()).toBe(364)
})
