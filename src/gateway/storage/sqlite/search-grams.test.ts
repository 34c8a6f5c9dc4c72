import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { gramsQuery, searchGrams } from './search-grams.ts'

const gramsIn = (query: string) => query.split(' AND ').map((gram) => gram.slice(1, -1))

test('every substring of a word without white space asks for grams that the text has', () => {
  const unit = fc.constantFrom('a', 'b', '0', '-', '"', '%', '\u0301', 'é', '王', '😀', '\uE022')
  const word = fc.string({ unit, minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), fc.nat(), fc.nat(), (words, start, length) => {
      const characters = Array.from(words[0] ?? '')
      const from = start % characters.length
      const piece = characters.slice(from, from + 1 + (length % characters.length)).join('')
      const stored = searchGrams(words.join(' ')).split(' ')
      expect(gramsIn(gramsQuery([piece])).filter((gram) => !stored.includes(gram))).toEqual([])
    }),
  )
})

test('short words ask for themselves, longer ones for all their threes, each once', () => {
  expect(gramsIn(gramsQuery(['a', '王伟', 'anana']))).toEqual(['a', '王伟', 'ana', 'nan'])
})

test('marks that would end a word of the index, or its query, are moved out of their way', () => {
  expect(gramsQuery(['"'])).toBe('"\uE022"')
  expect(searchGrams('a-b')).toBe('a \uE02D b a\uE02D \uE02Db a\uE02Db')
})
