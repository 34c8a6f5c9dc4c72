import { expect, test } from 'vitest'

import { startMs } from '../test-vendor.ts'
import { startCustomers } from './customers.ts'
import { seededRandom } from '../../kit/random.ts'
import { testShop } from './test-shop.ts'

const minute = 60_000

function openShop(seed = 3) {
  const shop = testShop(200)
  const stop = startCustomers(shop.sim.vendor, { everyMs: 5000, random: seededRandom(seed), timer: shop.timer })
  const count = (sql: string): number => Number(shop.sim.vendor.store.get(`select count(*) as n ${sql}`)?.['n'])
  const written = () => shop.inbound().filter(({ atMs }) => atMs > startMs)
  return { ...shop, stop, count, written }
}

test('customers write every few seconds, on open conversations, on resolved ones and as newcomers', async () => {
  const { pass, count, written } = openShop()
  const resolved = count(`from conversations where status = 'resolved'`)
  await pass(20 * minute)
  expect(written().length).toBeGreaterThan(200)
  expect(written().length).toBeLessThan(360)
  expect(count(`from conversations where status = 'resolved'`)).toBeLessThan(resolved)
  expect(count('from conversations')).toBeGreaterThan(200)
})

test('about one message in twelve is a picture, with a caption', async () => {
  const { pass, written } = openShop()
  await pass(60 * minute)
  const pictures = written().filter(({ type }) => type === 'image')
  expect(pictures.length / written().length).toBeGreaterThan(0.05)
  expect(pictures.length / written().length).toBeLessThan(0.11)
  for (const { content } of pictures) {
    expect(content).toEqual({
      media_url: expect.stringMatching(/^https:\/\//),
      mime_type: 'image/png',
      caption: expect.stringMatching(/\S/),
    })
  }
})

test('some add a second message within three seconds', async () => {
  const { pass, written } = openShop()
  await pass(20 * minute)
  const messages = written()
  const quick = messages.filter((message) =>
    messages.some(
      (other) =>
        other !== message &&
        other.conversationId === message.conversationId &&
        other.atMs > message.atMs &&
        other.atMs - message.atMs <= 3000,
    ),
  )
  expect(quick.length / messages.length).toBeGreaterThan(0.08)
  expect(quick.length / messages.length).toBeLessThan(0.25)
})

test('the same seed gives the same day', async () => {
  const days = [openShop(11), openShop(11), openShop(12)]
  for (const { pass } of days) await pass(5 * minute)
  const [one, same, other] = days.map(({ written }) => written().map(({ content, atMs }) => [content, atMs]))
  expect(one).toEqual(same)
  expect(one).not.toEqual(other)
})

test('after stop nobody writes, and nobody answers', async () => {
  const { stop, pass, planned, written, sim } = openShop()
  await pass(minute)
  stop()
  const before = written().length
  expect(planned()).toBe(0)
  const { id } = sim.placeConversation({ contact: { phone_number: '+6281234567890' } })
  for (let sent = 0; sent < 10; sent += 1) sim.act(id, { act: 'reply', text: 'Halo kak' })
  await pass(10 * minute)
  expect(written()).toHaveLength(before)
})
