import { expect, test } from 'vitest'

import { shop } from '../test-vendor.ts'
import { startAnswering } from './answering.ts'
import { createErrands } from '../../kit/errands.ts'
import { afterthoughts, answers, pictures, wordless } from '../../people/lines.ts'
import type { Language } from '../../people/person.ts'
import { seededRandom } from '../../kit/random.ts'
import { testShop } from './test-shop.ts'

const second = 1000
const hour = 60 * 60 * second

/** A shop with customers who have just written and only answer from here on. */
function openShop(seed = 5) {
  const shop = testShop(0)
  const { vendor } = shop.sim
  const stop = startAnswering({ vendor, random: seededRandom(seed), errands: createErrands(shop.timer) })
  const customers = (count: number, prefix = '+62812') =>
    Array.from({ length: count }, (_, at) => {
      const from = `${prefix}${String(10_000_000 + at)}`
      return shop.sim.receive({ from, text: 'Halo' }).conversation.id
    })
  const answersOn = (id: string) => shop.inbound(id).slice(1)
  const reply = (id: string) => void shop.sim.act(id, { act: 'reply', text: 'Halo kak, bisa dibantu?' })
  return { ...shop, stop, customers, answersOn, reply }
}

test('about seven customers in ten answer, between 6 and 20 seconds later', async () => {
  const { customers, reply, pass, answersOn } = openShop()
  const ids = customers(300)
  for (const id of ids) reply(id)
  await pass(6 * second)
  expect(ids.filter((id) => answersOn(id).length > 0)).toEqual([])
  await pass(14 * second)
  const answered = ids.filter((id) => answersOn(id).length > 0)
  expect(answered.length / ids.length).toBeGreaterThan(0.6)
  expect(answered.length / ids.length).toBeLessThan(0.8)
  await pass(hour)
  expect(ids.filter((id) => answersOn(id).length > 0)).toEqual(answered)
  // One answer, and at times an afterthought.
  expect(Math.max(...ids.map((id) => answersOn(id).length))).toBe(2)
})

test('a message by the API is answered like one from the dashboard', async () => {
  const { customers, call, pass, answersOn } = openShop()
  const [id = ''] = customers(1)
  for (let sent = 0; sent < 5; sent += 1) {
    const body = { from: shop, to: '+6281210000000', type: 'text', text: { body: `Halo ${sent}` } }
    await call('POST', '/v1/messages', body)
    await pass(30 * second)
  }
  expect(answersOn(id).length).toBeGreaterThan(0)
})

test('several messages in a row are answered once', async () => {
  const { customers, reply, pass, answersOn } = openShop()
  const ids = customers(50)
  for (const id of ids) for (let sent = 0; sent < 20; sent += 1) reply(id)
  await pass(30 * second)
  for (const id of ids) expect([1, 2]).toContain(answersOn(id).length)
})

test.each<[Language, string]>([
  ['id', '+62812'],
  ['en', '+659'],
  ['en', '+4917'],
  ['ar', '+9665'],
  ['he', '+9725'],
])('a customer who speaks %s (%s) answers in it', async (language, prefix) => {
  const { customers, reply, pass, answersOn } = openShop()
  const ids = customers(30, prefix)
  for (const id of ids) reply(id)
  await pass(30 * second)
  const said = ids.flatMap((id) => answersOn(id).map(({ content }) => wordsOf(content))).filter((text) => text !== '')
  const lines = [...answers[language], ...afterthoughts[language], ...pictures[language], ...wordless[language]]
  const known = lines
    .map((line) => line.replace(/^\[[^\]]+\] ?/, ''))
    .map((line) => new RegExp(`^${line.replaceAll(/[?+.()]/g, '\\$&').replaceAll(/\{\w+\}/g, '.+')}$`, 'u'))
  expect(said.length).toBeGreaterThan(10)
  expect(said.filter((text) => !known.some((line) => line.test(text)))).toEqual([])
})

test('what never arrived is not answered', async () => {
  const { customers, reply, pass, answersOn } = openShop()
  const ids = customers(30)
  await pass(25 * hour)
  for (const id of ids) reply(id)
  await pass(hour)
  expect(ids.flatMap(answersOn)).toEqual([])
})

test('whose matter was resolved does not open it again with a thank-you', async () => {
  const { customers, reply, pass, answersOn, sim } = openShop()
  const ids = customers(30)
  for (const id of ids) {
    reply(id)
    sim.act(id, { act: 'resolve' })
  }
  await pass(hour)
  expect(ids.flatMap(answersOn)).toEqual([])
})

test('a conversation that was deleted meanwhile troubles nobody', async () => {
  const { customers, reply, pass, sim, inbound } = openShop()
  for (const id of customers(30)) {
    reply(id)
    sim.act(id, { act: 'delete' })
  }
  await pass(hour)
  expect(inbound().filter(({ atMs }) => atMs > sim.clock.now() - hour)).toEqual([])
})

function wordsOf(content: unknown): string {
  const { content: text, caption }: { content?: unknown; caption?: unknown } = Object(content)
  const said = text ?? caption
  return typeof said === 'string' ? said : ''
}
