import { expect, test } from 'vitest'
import type { CountCell } from '#contract/counts.ts'
import { makeChannel, makeConnection } from '#mocks/builders/connection.ts'
import { sendersOf } from './senders.ts'

const cell = (connection: string, account: string): CountCell => ({
  connection,
  channel: 'whatsapp',
  account,
  status: 'open',
  assignee: null,
  count: 1,
  unread: 0,
  starred: 0,
})

test('each number of each connection can write first, once and in a stable order', () => {
  const connections = [makeConnection({ id: 'con_1' }), makeConnection({ id: 'con_2' })]
  const cells = [cell('con_1', '62852'), cell('con_1', '62851'), cell('con_1', '62852'), cell('con_1', '')]
  expect(sendersOf(connections, cells).map(({ connectionId, account }) => [connectionId, account])).toEqual([
    ['con_1', '+62851'],
    ['con_1', '+62852'],
    ['con_2', null],
  ])
})

test('only where templates are needed and there are some does anybody write first', () => {
  const text = { max_text: 1, files: null, starts_with: 'number' as const }
  const sends = [null, { ...text, window: false, templates: true }, { ...text, window: true, templates: false }]
  expect(
    sendersOf(
      sends.map((one) => makeConnection({ channels: [makeChannel({ sends: one })] })),
      [],
    ),
  ).toEqual([])
})
