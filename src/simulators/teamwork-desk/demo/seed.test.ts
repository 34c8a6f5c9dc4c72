import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

import { integer } from '../../kit/store.ts'
import { startMs, testVendor } from '../test-vendor.ts'
import { startCustomers } from './customers.ts'

const { sim } = testVendor({ demo: { conversations: 600 } })
const count = (sql: string): number => integer(sim.vendor.store.get(`select count(*) as n ${sql}`) ?? {}, 'n')

test('the cases that matter are there: every status, chats of all kinds, hostile mails, notes, an archive', () => {
  const cases = {
    chats: count(`from chats where state = 'active' and ticket_id is null`),
    converted: count('from chats where ticket_id is not null'),
    deletedChats: count(`from chats where state = 'deleted'`),
    archived: count('from tickets where archived = 1'),
    unread: count('from tickets where is_read = 0'),
    unassigned: count('from tickets where agent_id is null'),
    hostile: count(`from messages where html like '%<script%'`),
    quoting: count(`from messages where html like '%<blockquote%'`),
    notes: count(`from messages where thread_type = 'note'`),
    events: count(`from messages where thread_type = 'eventInfo'`),
    busyElsewhere: count(
      'from tickets t where updated_ms > (select max(created_ms) from messages where ticket_id = t.id)',
    ),
    everyStatus: count('from (select 1 from tickets group by status_id)') === 7 ? 1 : 0,
  }
  expect(Object.entries(cases).filter(([, n]) => n === 0)).toEqual([])
  expect(count('from tickets') + count('from chats')).toBe(600)
})

test('nothing happened in the future, and no word was left unfilled', () => {
  expect(
    count(`from messages where created_ms > ${startMs}`) + count(`from tickets where updated_ms > ${startMs}`),
  ).toBe(0)
  expect(count(`from messages where html glob '*{[a-z]*}*' and html not like '%style%'`)).toBe(0)
})

test('one seed gives one site, which survives a restart', () => {
  const directory = mkdtempSync(join(tmpdir(), 'desk-'))
  const path = join(directory, 'teamwork-desk.sqlite')
  const first = testVendor({ path, demo: { conversations: 20, seed: 3 } })
  const before = first.sim.ticket(1)
  first.sim.close()
  const again = testVendor({ path, demo: { conversations: 99, seed: 4 } })
  expect(again.sim.ticket(1)).toEqual(before)
  again.sim.close()
  rmSync(directory, { recursive: true, force: true })
})

test('customers keep writing, and answer most of what agents write to them', () => {
  const plans = new Set<() => void>()
  const shop = testVendor({ demo: { conversations: 60 } })
  const timer = (run: () => void) => {
    plans.add(run)
    return () => void plans.delete(run)
  }
  const runAll = () => {
    const due = [...plans]
    plans.clear()
    for (const run of due) run()
  }
  const { store } = shop.sim.vendor
  const inbound = () =>
    integer(
      store.get(
        `select (select count(*) from messages where author_type = 'customers') + (select count(*) from chat_messages where user_id is null) as n`,
      ) ?? {},
      'n',
    )
  const before = inbound()
  const stop = startCustomers(shop.sim.vendor, { timer })
  for (let round = 0; round < 40; round += 1) runAll()
  const grown = inbound()
  expect(grown).toBeGreaterThanOrEqual(before + 40)

  const active = store.all(`select id from tickets where status_id = 1041`).map((row) => integer(row, 'id'))
  for (const id of active) shop.sim.act(id, { act: 'reply', text: 'Hello' })
  const planned = plans.size
  expect(planned).toBeGreaterThan(active.length / 2)
  stop()
  expect(plans.size).toBe(0)
})
