import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { madeIds } from './our-ids.ts'

const accounts = fc.record({ vendor: fc.constantFrom('wapikit', 'highlevel', 'wapi'), accountId: fc.string() })
const parts = fc.tuple(accounts, fc.string())

test('an id that is made is our prefix and 26 Crockford characters, whatever the vendor’s is', () => {
  fc.assert(
    fc.property(parts, ([{ vendor, accountId }, vendorId]) => {
      const ids = madeIds(vendor, accountId)
      expect(ids.conversation(vendorId)).toMatch(/^cnv_[0-9A-HJKMNP-TV-Z]{26}$/)
      expect(ids.contact(vendorId)).toMatch(/^ctc_[0-9A-HJKMNP-TV-Z]{26}$/)
    }),
  )
})

test('the same conversation of the same account has the same id again, and any other has another', () => {
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const idOf = ([{ vendor, accountId }, vendorId]: typeof one) => madeIds(vendor, accountId).conversation(vendorId)
      const isSame = JSON.stringify(one) === JSON.stringify(other)
      expect(idOf(one)).toBe(idOf(structuredClone(one)))
      expect(idOf(one) === idOf(other)).toBe(isSame)
    }),
  )
})

test('an id that was once made is made so for ever: links are kept', () => {
  expect(madeIds('wapikit', 'org_1').conversation('17')).toBe('cnv_FNYR2F7TQAGJE789VDYBJXVDKB')
})
