import { expect, test } from 'vitest'
import { planMessages } from './plan-messages.ts'

const file = (name: string, max_caption: number | null) => ({
  name,
  attachment: { rule: max_caption === null ? null : { max_caption } },
})
const plan = (text: string, ...files: ReturnType<typeof file>[]) =>
  planMessages(text, files).map((planned) => [planned.text, planned.file?.name ?? null])

test('a text alone is one message', () => {
  expect(plan('Halo')).toEqual([['Halo', null]])
})

test('the text is the caption of the first file, and the others follow in order', () => {
  expect(plan('Ini, Kak', file('a', 10), file('b', 10))).toEqual([
    ['Ini, Kak', 'a'],
    ['', 'b'],
  ])
})

test('a text that the first file cannot carry goes ahead of it', () => {
  expect(plan('Ini lagunya', file('lagu', 0), file('b', 99))).toEqual([
    ['Ini lagunya', null],
    ['', 'lagu'],
    ['', 'b'],
  ])
  expect(plan('panjang', file('a', 3))).toEqual([
    ['panjang', null],
    ['', 'a'],
  ])
  expect(plan('Halo', file('a', null))[0]).toEqual(['Halo', null])
})

test('white space is no caption', () => {
  expect(plan(' \n', file('lagu', 0))).toEqual([['', 'lagu']])
})
