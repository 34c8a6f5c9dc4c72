import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeConversation } from '#mocks/builders/conversation.ts'
import { createBase } from './base.ts'

type News = { type: 'take' | 'remove'; version: number }
const news: fc.Arbitrary<News> = fc.record({
  type: fc.constantFrom<News['type']>('take', 'take', 'remove'),
  version: fc.integer({ min: 1, max: 20 }),
})

test('the newest version wins, in whatever order they come and however often', () => {
  fc.assert(
    fc.property(fc.uniqueArray(news, { selector: ({ version }) => version, minLength: 1 }), fc.nat(), (told, again) => {
      const base = createBase()
      for (const { type, version } of [...told, ...told.slice(again % told.length)]) {
        if (type === 'take') base.take(makeConversation({ id: 'cnv_1', version }))
        else base.remove('cnv_1', version)
      }
      const newest = told.toSorted((a, b) => b.version - a.version)[0]
      expect(base.isRemoved('cnv_1')).toBe(newest?.type === 'remove')
      const newestTaken = told.filter(({ type }) => type === 'take').map(({ version }) => version)
      expect(newest?.type === 'remove' ? undefined : base.get('cnv_1')?.version).toBe(
        newest?.type === 'remove' ? undefined : Math.max(...newestTaken),
      )
    }),
  )
})

test('the same version twice is taken once', () => {
  const base = createBase()
  const conversation = makeConversation()
  expect(base.take(conversation)).toBe(true)
  expect(base.take({ ...conversation })).toBe(false)
  expect(base.get(conversation.id)).toBe(conversation)
})

test('a removed conversation can still be read, and is left out of all', () => {
  const base = createBase()
  const conversation = makeConversation()
  base.take(conversation)
  base.remove(conversation.id, conversation.version + 1)
  expect(base.get(conversation.id)).toBe(conversation)
  expect([...base.all()]).toEqual([])
})
