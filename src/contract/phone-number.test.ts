import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPhoneNumber } from './phone-number.ts'

const digit = fc.nat({ max: 9 }).map(String)
/** An Indonesian mobile number without 0 and 62. */
const mobile = fc.array(digit, { minLength: 8, maxLength: 10 }).map((rest) => `8${rest.join('')}`)
const between = fc.constantFrom('', ' ', '-', '.', '\u00A0', '\u2011', '\u202A', '\u200B', ') ', ' (')

test.each([
  ['0812-3456-7890', '+6281234567890'],
  ['+62 812 3456 7890', '+6281234567890'],
  ['62 812 3456 7890', '+6281234567890'],
  ['+62 (0)812-3456-7890', '+6281234567890'],
  ['0062 812 3456 7890', '+6281234567890'],
  ['\u202A+62 812\u20113456\u20117890\u202C', '+6281234567890'],
  ['+62812３４５６7890', '+6281234567890'],
  ['(021) 555 0199', '+62215550199'],
  ['+1 (415) 555-0199', '+14155550199'],
  ['0044 20 7946 0958', '+442079460958'],
])('%s is %s', (typed, number) => {
  expect(readPhoneNumber(typed)).toEqual({ ok: true, number })
})

test.each([
  ['', 'empty'],
  ['  - ', 'empty'],
  ['0812 abc', 'characters'],
  ['budi', 'characters'],
  ['0812+3456', 'characters'],
  ['8123456789', 'no_country_code'],
  ['+0812 3456 7890', 'no_country_code'],
  ['0812 34', 'too_short'],
  ['0', 'too_short'],
  ['+', 'too_short'],
  ['+1 23', 'too_short'],
  ['0812 3456 7890 1234', 'too_long'],
  ['+1234567890123456', 'too_long'],
])('%j cannot be written to: %s', (typed, problem) => {
  expect(readPhoneNumber(typed)).toEqual({ ok: false, problem })
})

test('however a number is spelt, it is the same number', () => {
  fc.assert(
    fc.property(mobile, fc.constantFrom('0', '62', '+62', '0062', '+620'), fc.array(between), (rest, prefix, gaps) => {
      const typed = Array.from(`${prefix}${rest}`, (character, at) =>
        // A sign that is set apart from its number stays in front of it.
        at === 0 ? character : `${gaps[at] ?? ''}${character}`,
      ).join('')
      expect(readPhoneNumber(typed)).toEqual({ ok: true, number: `+62${rest}` })
    }),
  )
})

test('what is accepted is E.164, and reading it again changes nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.oneof(digit, between, fc.constant('+'))).map((parts) => parts.join('')),
      ),
      (typed) => {
        const reading = readPhoneNumber(typed)
        if (!reading.ok) return
        expect(reading.number).toMatch(/^\+[1-9]\d{6,14}$/)
        expect(readPhoneNumber(reading.number)).toEqual(reading)
      },
    ),
  )
})
