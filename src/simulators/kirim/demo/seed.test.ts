import { expect, test } from 'vitest'

import { rows, startMs, testVendor } from '../test-vendor.ts'
import { integer, text } from '../../kit/store.ts'
import { seedDemo } from './seed.ts'

const demo = { conversations: 2000 }
const vendor = testVendor({ demo })
const { store } = vendor.sim.vendor
const count = (sql: string): number => integer(store.get(`select count(*) as n ${sql}`) ?? {}, 'n')

test('two thousand conversations: few open, fewer pending, the rest resolved', () => {
  expect(count(`from conversations where status = 'open'`)).toBe(150)
  expect(count(`from conversations where status = 'pending'`)).toBe(70)
  expect(count(`from conversations where status = 'resolved'`)).toBe(1780)
})

test('the cases that break screens are there', () => {
  const contacts = 'from conversations c join contacts k on k.id = c.contact_id where'
  const cases = {
    unassigned: count(`from conversations where status = 'open' and assignee_id is null`),
    unread: count('from conversations where unread_count > 1'),
    empty: count('from conversations where last_message_ms is null'),
    nameless: count(`${contacts} k.name is null`),
    numberless: count(`${contacts} k.phone_number is null`),
    long: count(`${contacts} length(k.name) > 80`),
    emoji: count(`${contacts} k.name glob '*[🌸🔥✨]*'`),
    arabic: count(`from messages where content glob '*[ا-ي]*'`),
    hebrew: count(`from messages where content glob '*[א-ת]*'`),
    failed: count(`from messages where status = 'failed' and error like '%outside_24h_window%'`),
    closing: count(
      `from conversations where status = 'open' and last_inbound_ms between ${startMs - 86_400_000} and ${startMs - 79_200_000}`,
    ),
    secondAccount: count(`from conversations where account = '+6281290004455'`),
    repeated: count('from (select 1 from conversations group by contact_id having count(*) > 1)'),
    longThreads: count('from (select 1 from messages group by conversation_id having count(*) > 50)'),
  }
  expect(Object.entries(cases).filter(([, n]) => n === 0)).toEqual([])
  const types = store.all('select distinct type from messages').map((row) => text(row, 'type'))
  expect(types).toEqual(
    expect.arrayContaining([
      'text',
      'image',
      'document',
      'location',
      'contacts',
      'sticker',
      'audio',
      'video',
      'reaction',
      'order',
    ]),
  )
})

test('who reacts or answers points at a message of the other side in the same conversation', () => {
  const target = `coalesce(json_extract(m.content, '$.reaction.target_message_id'), json_extract(m.content, '$.context.message_id'))`
  const pointing = `from messages m where m.type = 'reaction' or json_extract(m.content, '$.context') is not null`
  const meant = `from messages m join messages t on t.id = ${target} and t.conversation_id = m.conversation_id and t.direction <> m.direction`
  expect(count(pointing)).toBeGreaterThan(20)
  expect(count(meant)).toBe(count(pointing))
})

test('nothing happened in the future, and no word was left unfilled', () => {
  expect(count(`from messages where created_ms > ${startMs}`)).toBe(0)
  expect(count(`from conversations where updated_ms > ${startMs} or created_ms > ${startMs}`)).toBe(0)
  const said = store.all('select content from messages').map((row) => text(row, 'content'))
  expect(said.filter((content) => /\{[a-z]+\}/.test(content))).toEqual([])
})

test('every conversation agrees with its messages', () => {
  const last = `(select max(created_ms) from messages m where m.conversation_id = c.id`
  expect(count(`from conversations c where last_message_ms is not ${last})`)).toBe(0)
  expect(count(`from conversations c where last_inbound_ms is not ${last} and direction = 'inbound')`)).toBe(0)
})

async function listOf(seed: number): Promise<unknown[]> {
  const { call } = testVendor({ demo: { conversations: 30, seed } })
  return rows((await call('GET', '/v1/conversations?limit=100')).data)
}

test('one seed gives one organisation, another seed another', async () => {
  const first = await listOf(1)
  expect(first).toHaveLength(30)
  expect(await listOf(1)).toEqual(first)
  expect(await listOf(2)).not.toEqual(first)
})

test('a store that has conversations is left as it is', () => {
  seedDemo(vendor.sim.vendor, { conversations: 10, seed: 9 })
  expect(count('from conversations')).toBe(2000)
})
