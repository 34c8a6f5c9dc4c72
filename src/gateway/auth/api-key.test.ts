import { expect, test } from 'vitest'
import { bearerKey, createApiKey, hashApiKey } from './api-key.ts'

test('a key has a prefix that a secret scanner can find, and its hash does not hold it', () => {
  const { key, hash } = createApiKey()
  expect(key).toMatch(/^sgp_live_[0-9A-Za-z]{32}$/)
  expect(hash).toBe(hashApiKey(key))
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
})

test('the scheme is read in any case', () => {
  const { key } = createApiKey()
  for (const header of [`Bearer ${key}`, `bearer ${key}`, `BEARER  ${key} `]) expect(bearerKey(header)).toBe(key)
})

test('a header that holds no key of ours is malformed', () => {
  const { key } = createApiKey()
  const headers = [
    '',
    'Bearer',
    'Bearer ',
    key,
    `Basic ${key}`,
    `Bearer ${key} x`,
    `Bearer ${key}x`,
    `Bearer sk_live_${key}`,
  ]
  expect(headers.filter((header) => bearerKey(header) !== null)).toEqual([])
})
