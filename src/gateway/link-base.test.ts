import { expect, test } from 'vitest'
import { readEnvironment } from './env.ts'
import { DEMO_ADDRESS, linkBaseOf } from './link-base.ts'

const base = (variables: Record<string, string>) => linkBaseOf(readEnvironment(variables), false)

test('vendors fetch files from the public https address', () => {
  expect(base({ SIGAP_PUBLIC_URL: 'https://inbox.example' })).toBe('https://inbox.example')
})

test('without one, or by plain http, there is nowhere to fetch from', () => {
  expect(base({})).toBeNull()
  expect(base({ SIGAP_PUBLIC_URL: 'http://inbox.example' })).toBeNull()
  expect(base({ SIGAP_PUBLIC_URL: 'http://127.0.0.1:4600' })).toBeNull()
})

test('a simulated vendor on this machine fetches from this machine', () => {
  const own = 'http://127.0.0.1:4600'
  expect(base({ SIGAP_PUBLIC_URL: own, KIRIM_BASE_URL: 'http://127.0.0.1:4701/v1' })).toBe(own)
  expect(base({ SIGAP_PUBLIC_URL: own, KIRIM_BASE_URL: 'https://api.kirim.example/v1' })).toBeNull()
})

test('the demo needs no address', () => {
  expect(linkBaseOf(readEnvironment({}), true)).toBe(DEMO_ADDRESS)
})
