import { expect, test } from 'vitest'

import { integer } from '../../kit/store.ts'
import { startMs, testVendor } from '../test-vendor.ts'
import { startCustomers } from './customers.ts'

const count = ({ sim }: ReturnType<typeof testVendor>, sql: string): number =>
  integer(sim.vendor.store.get(`select count(*) as n ${sql}`) ?? {}, 'n')

test('a demo has every channel, unread and starred rows, comments, activities and people of whom little is known', () => {
  const vendor = testVendor({ demo: { conversations: 600 } })
  expect(count(vendor, 'from conversations')).toBe(600)
  const cases = {
    sms: `from messages where type = 'TYPE_SMS'`,
    whatsapp: `from messages where type = 'TYPE_WHATSAPP'`,
    email: `from emails where body like '%<style>%'`,
    facebook: `from messages where type = 'TYPE_FACEBOOK'`,
    instagram: `from messages where type = 'TYPE_INSTAGRAM'`,
    chat: `from messages where type = 'TYPE_LIVE_CHAT'`,
    activity: `from messages where type like 'TYPE_ACTIVITY_%'`,
    activityLast: `from conversations where last_type like 'TYPE_ACTIVITY_%'`,
    comment: `from messages where type = 'TYPE_INTERNAL_COMMENT'`,
    picture: `from messages where attachments like '%.png%'`,
    unread: 'from conversations where unread > 1',
    starred: 'from conversations where starred = 1',
    unassigned: 'from conversations where assigned_to is null',
    unnumbered: 'from contacts where phone is null and email is null',
    nameless: 'from contacts where name is null',
  }
  expect(Object.entries(cases).filter(([, sql]) => count(vendor, sql) === 0)).toEqual([])
  expect(count(vendor, `from conversations where last_ms > ${startMs}`)).toBe(0)
})

test('customers write by themselves, answer what is written to them, and stop when told', async () => {
  const plans = new Set<{ atMs: number; run: () => void }>()
  const vendor = testVendor({ demo: { conversations: 40 } })
  const { sim } = vendor
  const stop = startCustomers(sim.vendor, {
    everyMs: 5000,
    timer: (run, delayMs) => {
      const plan = { atMs: Math.ceil(sim.clock.now() + delayMs), run }
      plans.add(plan)
      return () => void plans.delete(plan)
    },
  })
  const pass = async (ms: number): Promise<void> => {
    const endMs = sim.clock.now() + ms
    for (;;) {
      const [next] = [...plans].toSorted((a, b) => a.atMs - b.atMs)
      if (next === undefined || next.atMs > endMs) break
      plans.delete(next)
      await sim.advance(Math.max(0, next.atMs - sim.clock.now()))
      next.run()
    }
    await sim.advance(endMs - sim.clock.now())
  }
  const written = (): number => count(vendor, `from messages where direction = 'inbound' and created_ms > ${startMs}`)
  await pass(5 * 60_000)
  expect(written()).toBeGreaterThan(30)

  const asked = Array.from({ length: 20 }, (_, at) => {
    const { conversation } = sim.receive({ from: `+62811${at}`, type: 'TYPE_SMS' })
    sim.act(conversation.id, { act: 'reply', text: 'Halo kak' })
    return conversation.id
  })
  await pass(60_000)
  const answered = asked.filter((id) => sim.conversation(id).lastDirection === 'inbound')
  expect(answered.length).toBeGreaterThan(8)

  stop()
  const before = written()
  await pass(10 * 60_000)
  expect(written()).toBe(before)
})
