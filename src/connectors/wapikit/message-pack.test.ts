import { expect, test } from 'vitest'
import { decodeMessagePack } from './message-pack.ts'

const decode = (hex: string) => decodeMessagePack(Buffer.from(hex, 'hex'))

// Forms from the format's specification.
test.each([
  ['c0', null],
  ['c2', false],
  ['c3', true],
  ['7f', 127],
  ['ff', -1],
  ['cc80', 128],
  ['cd0100', 256],
  ['ce00010000', 65_536],
  ['cf0000000100000000', 2 ** 32],
  ['d080', -128],
  ['d1ff7f', -129],
  ['d2ffff7fff', -32_769],
  ['d3ffffffff00000000', -(2 ** 32)],
  ['ca3fc00000', 1.5],
  ['cb3ff8000000000000', 1.5],
  ['a3c3a961', 'éa'],
  ['d90161', 'a'],
  ['da000161', 'a'],
  ['db0000000161', 'a'],
  ['92c0a161', [null, 'a']],
  ['dc000101', [1]],
  ['dd0000000101', [1]],
  ['82a7636f6d70616374c3a6736368656d6100', { compact: true, schema: 0 }],
  ['de0001a16101', { a: 1 }],
  ['df00000001a16101', { a: 1 }],
  ['c403616263', null],
  ['d40501', null],
  ['c7030561626301'.slice(0, 12), null],
  ['d6ff6a11b800', '2026-05-23T14:21:52.000Z'],
  ['d7ff77359400'.padEnd(12, '0') + '6a11b800', '2026-05-23T14:21:52.500Z'],
  ['c70cff1dcd6500000000006a11b800', '2026-05-23T14:21:52.500Z'],
  ['a26100', 'a\uFFFD'],
])('%s is %j', (hex, value) => {
  expect(decode(hex)).toEqual(value)
})

test.each([[''], ['92c0'], ['a361'], ['cd01'], ['c0c0'], ['ddffffffff'], ['91'.repeat(200_000)]])(
  '%s is not one whole message',
  (hex) => {
    expect(decode(hex)).toBeUndefined()
  },
)

test('a name that objects inherit from is a name like any other', () => {
  const value = decode(`81a9${Buffer.from('__proto__').toString('hex')}81a16101`)
  expect(Object.keys(value ?? {})).toEqual(['__proto__'])
})
