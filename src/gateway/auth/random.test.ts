import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId, randomBase62, randomCrockford } from './random.ts'

test('an id is its prefix and 26 Crockford characters', () => {
  expect(newId('req')).toMatch(/^req_[0-9A-HJKMNP-TV-Z]{26}$/)
})

test('text of chance is as long as asked, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.infiniteStream(fc.integer({ min: 0, max: 255 })), (length, bytes) => {
      // A source that only ever gives bytes that are thrown away would be no chance at all.
      const random = (size: number) =>
        Uint8Array.from({ length: size }, (_, i) => (i === 0 ? 7 : (bytes.next().value ?? 0)))
      expect(randomBase62(length, random)).toMatch(new RegExp(`^[0-9A-Za-z]{${length}}$`))
      expect(randomCrockford(length, random)).toHaveLength(length)
    }),
  )
})

test('bytes that would make some characters likelier are thrown away', () => {
  const bytes = [255, 248, 61, 247]
  const random = (size: number) => Uint8Array.from(bytes.splice(0, size))
  expect(randomBase62(2, random)).toBe('zz')
})
