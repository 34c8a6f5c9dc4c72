import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCursors } from './cursor.ts'

const cursors = createCursors('a secret')
const filters = JSON.stringify(['open'])
const key = { ms: 1_772_420_645_678, id: 'cnv_01HXYZ' }

test('a cursor gives back the key it was made of, whatever the id', () => {
  fc.assert(
    fc.property(fc.nat(), fc.string(), fc.string(), (ms, id, made) => {
      expect(cursors.read(cursors.write({ ms, id }, made), made)).toEqual({ ms, id })
    }),
  )
})

test('a cursor with any character changed, left out or added is refused', () => {
  const cursor = cursors.write(key, filters)
  const place = fc.nat({ max: cursor.length })
  fc.assert(
    fc.property(place, fc.nat({ max: 1 }), fc.string({ maxLength: 2 }), (at, removed, added) => {
      const changed = cursor.slice(0, at) + added + cursor.slice(at + removed)
      fc.pre(changed !== cursor)
      expect(cursors.read(changed, filters)).toBeNull()
    }),
    { numRuns: 2000 },
  )
})

test('a cursor is good for the filters and the secret that it was made with, and no others', () => {
  expect(cursors.read(cursors.write(key, filters), '["pending"]')).toBeNull()
  expect(createCursors('another').read(cursors.write(key, filters), filters)).toBeNull()
})

test('the hash of filters that a cursor shows signs nothing, though a caller may choose them', () => {
  const forged = Buffer.from(JSON.stringify({ ms: 1, id: 'cnv_x', filters: 'y' })).toString('base64url')
  const [content = ''] = cursors.write(key, forged).split('.')
  const { filters: hash } = JSON.parse(Buffer.from(content, 'base64url').toString())
  expect(cursors.read(`${forged}.${hash}`, filters)).toBeNull()
  expect(cursors.read(`not json.${hash}`, filters)).toBeNull()
})

test('anything at all is refused and never throws', () => {
  fc.assert(
    fc.property(fc.string(), (anything) => {
      expect(cursors.read(anything, filters)).toBeNull()
    }),
  )
})
