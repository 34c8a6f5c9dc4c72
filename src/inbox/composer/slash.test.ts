import { expect, test } from 'vitest'
import { makeCannedReply } from '#mocks/builders/canned-reply.ts'
import { matchingReplies, slashAt } from './slash.ts'

test.each([
  ['/', 1, ''],
  ['/sal', 4, 'sal'],
  ['Halo /sal', 9, 'sal'],
  ['Halo\n/sal', 9, 'sal'],
  ['/sal lagi', 4, 'sal'],
  ['/terima-kasih', 13, 'terima-kasih'],
])('in %j with the caret at %i the word is %j', (text, caret, word) => {
  const slash = slashAt(text, caret)
  expect(slash).toEqual({ from: caret - word.length - 1, to: caret, word })
  expect(text.slice(slash?.from, slash?.to)).toBe(`/${word}`)
})

test.each([
  ['https://toko.id/a', 17],
  ['1/2', 3],
  ['/sal lagi', 9],
  ['//', 2],
  ['Halo', 4],
])('in %j with the caret at %i nothing is looked for', (text, caret) => {
  expect(slashAt(text, caret)).toBeNull()
})

const reply = (shortcut: string, text: string) => makeCannedReply({ shortcut, text })

test('shortcuts that begin with the word come first, then whatever holds it', () => {
  const replies = [reply('alamat', 'Ambil di toko'), reply('jam', 'Jam buka'), reply('toko', ''), reply('e-toko', '')]
  expect(matchingReplies(replies, 'Toko').map(({ shortcut }) => shortcut)).toEqual(['toko', 'alamat', 'e-toko'])
  expect(matchingReplies(replies, '')).toHaveLength(4)
})
