import { expect, test } from 'vitest'
import { createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'

test.each(['localhost:4600', '127.0.0.1:4600', '[::1]:4600', 'localhost', 'LOCALHOST:9000'])(
  'the demo answers to %s',
  async (Host) => {
    const { nobody } = await createTestGateway({ demo: true })
    expect((await nobody('GET', '/v1/door', { headers: { Host } })).status).toBe(200)
  },
)

test.each([
  'evil.example',
  'evil.example:4600',
  'localhost.evil.example:4600',
  '127.0.0.1.evil.example',
  '192.168.1.7:4600',
  '',
])('the demo answers nothing to %j, not even to who is signed in', async (Host) => {
  const { maya, nobody } = await createTestGateway({ demo: true })
  for (const response of [
    await maya('GET', '/v1/conversations', { headers: { Host } }),
    await nobody('GET', '/v1/door', { headers: { Host } }),
    await nobody('GET', '/', { headers: { Host } }),
    await nobody('POST', '/hooks/con_a', { headers: { Host } }),
  ]) {
    expect(await errorOf(response)).toEqual({ status: 403, code: 'permission_denied' })
  }
})

test('a real installation answers to whatever name leads to it', async () => {
  const { maya } = await createTestGateway()
  expect((await maya('GET', '/v1/me', { headers: { Host: 'inbox.toko.example' } })).status).toBe(200)
})
