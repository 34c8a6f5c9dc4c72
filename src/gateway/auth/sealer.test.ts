import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSealer } from './sealer.ts'

const word = fc.string({ unit: 'binary', maxLength: 40 })
const place = fc.record({ workspaceId: word, connectionId: word, field: word })
const KEY = 'a key for tests that is long enough, at least'
const OTHER = 'another key for tests that is long enough, too'
const sealer = createSealer([KEY])

test('what was sealed opens in its place, and looks different every time', () => {
  fc.assert(
    fc.property(place, fc.string({ unit: 'grapheme' }), (at, secret) => {
      const sealed = sealer.seal(at, secret)
      expect(sealer.open(at, sealed)).toBe(secret)
      expect(sealer.seal(at, secret)).not.toBe(sealed)
    }),
  )
})

test('what was sealed for one place opens in no other, also where only the cut between two parts moved', () => {
  fc.assert(
    fc.property(place, place, word, (at, elsewhere, secret) => {
      fc.pre(JSON.stringify(at) !== JSON.stringify(elsewhere))
      expect(sealer.open(elsewhere, sealer.seal(at, secret))).toBeNull()
    }),
  )
  const sealed = sealer.seal({ workspaceId: 'a', connectionId: 'bc', field: 'd' }, 'x')
  expect(sealer.open({ workspaceId: 'ab', connectionId: 'c', field: 'd' }, sealed)).toBeNull()
})

test('what was cut short, or changed in any character, does not open', () => {
  fc.assert(
    fc.property(place, word, fc.nat(), fc.constantFrom('A', 'z', '.', '-'), (at, secret, position, character) => {
      const sealed = sealer.seal(at, secret)
      const cut = position % sealed.length
      expect(sealer.open(at, sealed.slice(0, cut))).toBeNull()
      const changed = sealed.slice(0, cut) + character + sealed.slice(cut + 1)
      fc.pre(meaning(changed) !== meaning(sealed))
      expect(sealer.open(at, changed)).toBeNull()
    }),
  )
})

test('any text at all is answered with null, never with an exception', () => {
  fc.assert(
    fc.property(place, fc.string(), (at, text) => {
      expect(sealer.open(at, text)).toBeNull()
    }),
  )
})

test('another key opens nothing; a new key in front of the old one opens everything and seals what comes', () => {
  const at = { workspaceId: 'w', connectionId: 'c', field: 'api_key' }
  const sealed = sealer.seal(at, 'kdv_live_1')
  expect(createSealer([OTHER]).open(at, sealed)).toBeNull()
  const both = createSealer([OTHER, KEY])
  expect([both.open(at, sealed), both.isOld(sealed)]).toEqual(['kdv_live_1', true])
  const anew = both.seal(at, 'kdv_live_1')
  expect([both.isOld(anew), createSealer([OTHER]).open(at, anew), sealer.open(at, anew)]).toEqual([
    false,
    'kdv_live_1',
    null,
  ])
})

test('nothing of the secret or of the key stands in what is stored', () => {
  const sealed = sealer.seal({ workspaceId: 'w', connectionId: 'c', field: 'f' }, 'kdv_live_secret')
  const stored = `${sealed} ${Buffer.from(sealed.replaceAll('.', ''), 'base64url').toString('latin1')}`
  for (const part of ['kdv_live', 'secret', KEY]) expect(stored).not.toContain(part)
})

/** The last character of base64 may hold bits that stand for nothing. */
function meaning(sealed: string): string {
  return JSON.stringify(sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex')))
}
