import { expect, test } from 'vitest'
import { isInsideName, leadsInside } from './inside-network.ts'

const nowhere = () => Promise.reject(new Error('ENOTFOUND'))
const to = (address: string) => async () => [address]

test.each(['8.8.8.8', '203.0.113.7', '2606:4700::1111', '172.32.0.1'])('%s is outside', async (address) => {
  expect(await leadsInside('api.vendor.example', to(address))).toBe(false)
})

test.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '192.168.0.9', '::1', 'fd00::7', '::ffff:8.8.8.8', 'nonsense'])(
  'a name that leads to %s leads inside',
  async (address) => {
    expect(await leadsInside('api.vendor.example', to(address))).toBe(true)
  },
)

test('a name may say by itself that it is inside, and one address of several is enough', async () => {
  for (const name of ['localhost', 'intranet', 'db.internal', 'a.local.', '[::1]', '127.1.2.3']) {
    expect([name, isInsideName(name)]).toEqual([name, true])
  }
  expect(await leadsInside('both.example', async () => ['8.8.8.8', '10.0.0.1'])).toBe(true)
})

test('a name that cannot be found is no answer', async () => {
  await expect(leadsInside('nowhere.example', nowhere)).rejects.toThrow('ENOTFOUND')
  expect(await leadsInside('nowhere.example', undefined)).toBe(false)
})
