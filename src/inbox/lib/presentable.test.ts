import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isVisible, presentable } from './presentable.ts'

test.each(['Ana Wijaya', 'Zoë', '<b>Ana</b>', 'வணக்கம்', '👩‍👩‍👧‍👦 Toko', 'e\u0301', 'javascript:alert(1)'])(
  '%s stays as it is',
  (name) => {
    expect(presentable(name)).toBe(name)
  },
)

test.each([
  ['nothing', ''],
  ['spaces', ' \t\n\u00a0\u3000'],
  ['zero-width signs', '\u200b\u200c\u200d\u2060\ufeff'],
  ['signs of direction', '\u202e\u2066\u2069\u200f'],
  ['letters that show nothing', '\u3164\u115f\u1160\uffa0\u2800'],
  ['controls', '\u0000\u0007\u009f'],
  ['half of a character', '\ud83d'],
])('%s alone is no name', (_, text) => {
  expect(presentable(text)).toBeNull()
  expect(isVisible(text)).toBe(false)
})

test('a name stands in one line, and cannot turn the words beside it', () => {
  expect(presentable('Ana\u202e\r\n\u0000 Wi\u2066jaya\u2069 ')).toBe('Ana Wijaya')
})

test('a name from right to left is kept apart from the words beside it', () => {
  expect(presentable('مريم')).toBe('\u2068مريم\u2069')
})

test('whatever comes, it is short, in one line, and closes what it opens', () => {
  const hostile = fc.string({
    unit: fc.constantFrom('a', 'م', '\u202e', '\u2066', '\u2069', '\n', '\u0000', '\u0301', '👍', '\ud83d'),
  })
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 500 })), (text) => {
      const shown = presentable(text) ?? ''
      expect(shown.length).toBeLessThanOrEqual(203)
      expect(shown).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066\u2067]/u)
      expect(shown.replace(/^\u2068(.*)\u2069$/u, '$1')).not.toMatch(/[\u2068\u2069]/u)
    }),
  )
})
