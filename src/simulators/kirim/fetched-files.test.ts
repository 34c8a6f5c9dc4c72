import { expect, test } from 'vitest'

import type { KirimSimulatorOptions } from './index.ts'
import { drawPicture } from '../kit/picture.ts'
import { customer, object, shop, testVendor } from './test-vendor.ts'

const address = 'https://files.test/struk.png'
const picture = drawPicture('struk')
const answerWith =
  (body: string | Uint8Array<ArrayBuffer>, type: string, status = 200) =>
  () =>
    Promise.resolve(new Response(body, { status, headers: { 'Content-Type': type } }))

/** A vendor to which one picture was sent, and what it fetched. */
async function sendPicture(options: KirimSimulatorOptions = {}, url = address) {
  const fetched: string[] = []
  const { fetchFile = answerWith(picture, 'image/png'), ...rest } = options
  const vendor = testVendor({
    ...rest,
    fetchFile: (from, init) => {
      fetched.push(from)
      return fetchFile(from, init)
    },
  })
  vendor.sim.receive({ from: customer, to: shop })
  const body = { from: shop, to: customer, type: 'image', image: { url, caption: 'Struknya' } }
  const { status, data } = await vendor.call('POST', '/v1/messages', body, { 'Idempotency-Key': 'key-1' })
  const message = object(data)
  const look = async () => object((await vendor.call('GET', `/v1/messages/${String(message['id'])}`)).data)
  return { ...vendor, status, message, fetched, look, body }
}

test('a file is fetched once from the address that was given, and shown from the vendor’s own host', async () => {
  const { sim, message, fetched, look, body, call } = await sendPicture()
  expect(message).toMatchObject({ status: 'pending', caption: 'Struknya' })
  expect(message['media_url']).toBeUndefined()
  await sim.advance(60_000)
  expect(await look()).toMatchObject({ status: 'read', mime_type: 'image/png' })
  await call('POST', '/v1/messages', body, { 'Idempotency-Key': 'key-1' })
  await sim.advance(60_000)
  expect(fetched).toEqual([address])
  const shown = await sim.fetch(String((await look())['media_url']))
  expect(new Uint8Array(await shown.arrayBuffer())).toEqual(picture)
})

test('while the file is not there yet there are no media', async () => {
  const { call, message } = await sendPicture()
  expect((await call('GET', `/v1/messages/${String(message['id'])}/media`)).status).toBe(404)
})

test.each([
  ['nobody answers', () => Promise.reject(new TypeError('fetch failed'))],
  ['there is nothing', answerWith('gone', 'image/png', 404)],
  ['it is no picture', answerWith('<svg/>', 'image/svg+xml')],
  ['it is empty', answerWith('', 'image/png')],
  ['it is too large', answerWith(new Uint8Array(5 * 1024 * 1024 + 1), 'image/png')],
])('a message fails when %s', async (_why, fetchFile) => {
  const { sim, look } = await sendPicture({ fetchFile })
  await sim.advance(60_000)
  expect(await look()).toMatchObject({
    status: 'failed',
    error: { code: 'media_download_failed', provider_code: 131053 },
  })
})

test('plain http is taken on loopback only, and only when that is allowed', async () => {
  const behaviour = { allowLoopbackFiles: true }
  expect((await sendPicture({ behaviour }, 'http://127.0.0.1:4600/out/x')).status).toBe(202)
  expect((await sendPicture({ behaviour }, 'http://files.test/x')).status).toBe(400)
  expect((await sendPicture({}, 'http://127.0.0.1:4600/out/x')).status).toBe(400)
})

test('a caption has at most 1024 characters', async () => {
  const { call } = testVendor()
  const image = { url: address, caption: 'a'.repeat(1025) }
  const { status, error } = await call('POST', '/v1/messages', { from: shop, to: customer, type: 'image', image })
  expect([status, error['param']]).toEqual([400, 'image.caption'])
})
