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

test('a voice note, a document and a logo are what their names say', async () => {
  const heads = ['a.wav', 'a.pdf', 'a.svg', 'a.mp4'].map(async (name) => {
    const file = await fetchFrom(`https://media.kirim.example/${name}`)
    return [file.headers.get('Content-Type'), (await file.text()).replaceAll('\0', '').trim().slice(0, 4)]
  })
  expect(await Promise.all(heads)).toEqual([
    ['audio/wav', 'RIFF'],
    ['application/pdf', '%PDF'],
    ['image/svg+xml', '<svg'],
    ['video/mp4', expect.stringContaining('fty')],
  ])
})

test.each([
  ['bytes=0-3', 206, 'bytes 0-3/44844', 4],
  ['bytes=44840-', 206, 'bytes 44840-44843/44844', 4],
  ['bytes=-4', 206, 'bytes 44840-44843/44844', 4],
  ['bytes=50000-', 416, 'bytes */44844', 0],
  ['lines=1-2', 200, null, 44_844],
])('the span %s is answered with %i %s', async (range, status, contentRange, length) => {
  const part = await fetchFrom('https://media.kirim.example/a.wav', { headers: { Range: range } })
  const { byteLength } = await part.arrayBuffer()
  expect([part.status, part.headers.get('Content-Range'), byteLength]).toEqual([status, contentRange, length])
})

test('a simulator on a port of this machine has its files there, too', async () => {
  const { sim } = testVendor()
  const content = { media_url: 'https://media.kirim.example/abc.png', mime_type: 'image/png' }
  const { message } = sim.receive({ from: customer, type: 'image', content })
  const headers = { Authorization: `Bearer ${sim.apiKey}` }
  const redirect = await sim.fetch(`http://127.0.0.1:4701/v1/messages/${message.id}/media`, { headers })
  const location = redirect.headers.get('Location') ?? ''
  expect(location).toBe('http://127.0.0.1:4701/_cdn/abc.png')
  expect((await sim.fetch(location)).status).toBe(200)
  expect((await sim.fetch(location, { headers })).status).toBe(400)
})

test('a file is not found until the vendor has fetched it', async () => {
  const vendor = testVendor({ behaviour: { mediaAfterMs: 1500 } })
  const content = { media_url: 'https://media.kirim.example/abc.png', mime_type: 'image/png' }
  const { message } = vendor.sim.receive({ from: customer, type: 'image', content })
  const ask = async () => (await vendor.call('GET', `/v1/messages/${message.id}/media`)).status
  expect(await ask()).toBe(404)
  await vendor.sim.advance(1500)
  expect(await ask()).toBe(302)
})

test.each(['/a', '/a.exe', '/../a.png%00', '/'])('there is nothing at %s', async (path) => {
  expect((await fetchFrom(`https://media.kirim.example${path}`)).status).toBe(404)
})

test('every picture, voice note, film and document of a demo organisation can be fetched', async () => {
  const { sim } = testVendor({ demo: { conversations: 300 } })
  const urls = sim.vendor.store
    .all(
      `select json_extract(content, '$.media_url') as url from messages where type in ('image', 'sticker', 'audio', 'video', 'document')`,
    )
    .map(({ url }) => String(url))
  expect(urls.length).toBeGreaterThan(5)
  const statuses = await Promise.all(urls.map(async (url) => (await sim.fetch(url)).status))
  expect(new Set(statuses)).toEqual(new Set([200]))
})
