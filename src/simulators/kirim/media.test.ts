import { expect, test } from 'vitest'

import { customer, testVendor } from './test-vendor.ts'

const fetchFrom = (url: string, init?: RequestInit) => testVendor().sim.fetch(url, init)

test('a picture that a customer sent can be fetched where its redirect leads', async () => {
  const { sim } = testVendor()
  const content = { media_url: 'https://media.kirim.example/abc.png', mime_type: 'image/png' }
  const { message } = sim.receive({ from: customer, type: 'image', content })
  const headers = { Authorization: `Bearer ${sim.apiKey}` }
  const redirect = await sim.fetch(`http://vendor.test/v1/messages/${message.id}/media`, { headers })
  const picture = await sim.fetch(redirect.headers.get('Location') ?? '')
  expect([picture.status, picture.headers.get('Content-Type')]).toEqual([200, 'image/png'])
  expect(
    Buffer.from(await picture.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG')
})

async function bytes(name: string): Promise<string> {
  const picture = await fetchFrom(`https://media.kirim.example/${name}.png`)
  return Buffer.from(await picture.arrayBuffer()).toString('base64')
}

test('the same address gives the same picture, another one gives another', async () => {
  expect(await bytes('a')).toBe(await bytes('a'))
  expect(await bytes('a')).not.toBe(await bytes('b'))
})

test('a request for media that carries the API key is refused', async () => {
  const headers = { Authorization: 'Bearer kdv_live_any' }
  expect((await fetchFrom('https://media.kirim.example/a.png', { headers })).status).toBe(400)
})

test.each(['/a', '/a.pdf', '/../a.png%00', '/'])('there is nothing at %s', async (path) => {
  expect((await fetchFrom(`https://media.kirim.example${path}`)).status).toBe(404)
})

test('every picture of a demo organisation can be fetched', async () => {
  const { sim } = testVendor({ demo: { conversations: 300 } })
  const urls = sim.vendor.store
    .all(`select json_extract(content, '$.media_url') as url from messages where type in ('image', 'sticker')`)
    .map(({ url }) => String(url))
  expect(urls.length).toBeGreaterThan(5)
  const statuses = await Promise.all(urls.map(async (url) => (await sim.fetch(url)).status))
  expect(new Set(statuses)).toEqual(new Set([200]))
})
