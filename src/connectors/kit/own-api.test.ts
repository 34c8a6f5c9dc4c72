import { expect, test } from 'vitest'
import { withKey } from './own-api.ts'

/** Whether a call from a connector with this base URL carries its key. */
async function hasKey(baseUrl: string, address: string): Promise<boolean> {
  let headers = new Headers()
  const fetch = async (_: unknown, init?: RequestInit) => {
    headers = new Headers(init?.headers)
    return new Response()
  }
  const common = { vendor: 'x', apiKey: 'secret', webhookSecrets: [], options: {}, now: () => 0 }
  await withKey({ ...common, baseUrl, fetch }, () => ({ Authorization: 'secret' }))(address)
  return headers.has('Authorization')
}

test.each([
  ['https://vendor.test/api', 'https://vendor.test/api/media/1'],
  ['https://vendor.test/api/', 'https://vendor.test/api/media/1'],
  ['https://vendor.test', 'https://vendor.test/media/1'],
  ['https://vendor.test/', 'https://vendor.test/media/1'],
])('below %s the key is sent', async (baseUrl, address) => {
  expect(await hasKey(baseUrl, address)).toBe(true)
})

test.each([
  ['https://vendor.test/api', 'https://vendor.test/apis/1'],
  ['https://vendor.test/api', 'https://vendor.test/api/../media/1'],
  ['https://vendor.test/api', 'http://vendor.test/api/1'],
  ['https://vendor.test', 'https://vendor.test.evil.test/media/1'],
  ['https://vendor.test', 'https://vendor.test:444/media/1'],
])('of a vendor at %s, %s does not get the key', async (baseUrl, address) => {
  expect(await hasKey(baseUrl, address)).toBe(false)
})
