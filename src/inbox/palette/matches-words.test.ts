import { expect, test } from 'vitest'
import { matchesWords } from './matches-words.ts'

test('a command is found by the beginnings of its words, in any order', () => {
  expect(matchesWords('Assign to me', 'me as')).toBe(true)
  expect(matchesWords('Assign to me', 'sign')).toBe(false)
})

test('accents and case do not hide a name', () => {
  expect(matchesWords('Renée Šimić', 'simi RENEE')).toBe(true)
})

test('nothing typed finds everything', () => {
  expect(matchesWords('Undo', '  ')).toBe(true)
})
