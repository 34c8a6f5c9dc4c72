import { expect, test } from 'vitest'
import { formatPhone, hueOf, initialsOf } from './text.ts'

test.each([
  ['Ana Wijaya', 'AW'],
  ['ana', 'A'],
  ['Siti Nur Aisyah', 'SA'],
  ['  "Budi" (Toko)', 'BT'],
  ['👩‍👩‍👧 Keluarga', '👩‍👩‍👧K'],
  ['محمد علي', 'مع'],
  ['+62 812', '68'],
  ['', '?'],
  ['—', '?'],
])('the initials of %j are %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test('a hue is the same for the same id, and on the colour wheel', () => {
  expect(hueOf('ctc_1')).toBe(hueOf('ctc_1'))
  expect(hueOf('ctc_1')).not.toBe(hueOf('ctc_2'))
  expect(hueOf('ctc_1')).toBeGreaterThanOrEqual(0)
  expect(hueOf('ctc_1')).toBeLessThan(360)
})

test.each([
  ['+6285117602334', '+62 851-1760-2334'],
  ['+62 812 3456 7890', '+62 812-3456-7890'],
  ['+14155550123', '+1 4155-5501-23'],
  ['+35312345678', '+353 1234-5678'],
  ['0812', '0812'],
  ['not a number', 'not a number'],
])('the number %s reads %s', (phoneNumber, formatted) => {
  expect(formatPhone(phoneNumber)).toBe(formatted)
})
