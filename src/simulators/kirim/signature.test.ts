import { expect, test } from 'vitest'

import { sign } from './signature.ts'

test('the signature is the one that another HMAC implementation makes, once per active secret', () => {
  // Made with: printf '1716480000.{"a":1}' | openssl dgst -sha256 -hmac whsec_one
  const one = '181fac44b78c68fdc4e6cb38417faba634e382ce71370fafd160859010d17555'
  const two = 'f0692e3d0d324ce7975a0d99e15dc2707523be8733dfd91dd7ef38055abb5990'
  expect(sign('{"a":1}', ['whsec_one', 'whsec_two'], 1_716_480_000_999)).toBe(`t=1716480000,v1=${one},v1=${two}`)
})
