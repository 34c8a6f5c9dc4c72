import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ConnectorError } from '../connector-error.ts'
import { createHighlevel } from './index.ts'
import { readSearchRow } from './map.ts'
import { configWith, textTo } from './stand-ins.ts'
import { moment } from './wire.ts'

const at = Date.parse('2021-08-03T16:54:13.263Z')

test.each([
  [at, at],
  [at + 0.7, at],
  [String(at), at],
  ['2021-08-03T16:54:13.263Z', at],
  ['2021-08-03T23:54:13.263+07:00', at],
])('the time %j is read', (given, ms) => {
  expect(moment.safeParse(given).data).toBe(ms)
})

test.each(['yesterday', '', '12', -1, 1e17, '2021-08-03', null, true, Number.NaN])('%j is no time', (given) => {
  expect(moment.safeParse(given).success).toBe(false)
})

const field = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('TYPE_SMS', 'inbound', at, String(at), 'abc'))
const names = ['id', 'contactId', 'lastMessageType', 'lastMessageDate', 'type', 'unreadCount', 'fullName', 'phone']
const row = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(fc.constantFrom(...names, 'assignedTo', 'starred', 'dateUpdated'), field),
)

test('whatever stands in a row’s place is read or put aside', () => {
  fc.assert(
    fc.property(row, (raw) => {
      const read = readSearchRow(raw)
      expect(read.ok ? read.row.wire.id : read.malformed.reason).not.toBe('')
    }),
  )
})

test('whatever is answered, a call ends well or with a ConnectorError', async () => {
  const call = fc.constantFrom(
    'listConversations',
    'getConversation',
    'patchConversation',
    'listMessages',
    'listUsers',
    'findContacts',
    'send',
  )
  const shape = fc.constantFrom('conversations', 'messages', 'conversation', 'users', 'contact')
  const answer = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(shape, fc.oneof(fc.array(row, { maxLength: 3 }), fc.jsonValue())),
  )
  await fc.assert(
    fc.asyncProperty(call, answer, fc.constantFrom(200, 200, 400, 429, 500), async (name, body, status) => {
      const connector = createHighlevel(configWith({ fetch: async () => Response.json(body, { status }) }))
      const calls = {
        listConversations: () => connector.listConversations({ cursor: `${at},abc` }),
        getConversation: () => connector.getConversation('abc'),
        patchConversation: () => connector.patchConversation('abc', { starred: true, assigneeId: null }),
        listMessages: () => connector.listMessages({ conversationId: 'abc' }),
        listUsers: async () => connector.listUsers?.(),
        findContacts: () => connector.findContacts('+62812'),
        send: async () => connector.sending?.send(textTo({ id: 'abc', contactId: 'abc' }, 'email', 'x'), 'key'),
      }
      const error: unknown = await calls[name]().then(
        () => null,
        (thrown: unknown) => thrown,
      )
      expect(error === null || error instanceof ConnectorError).toBe(true)
    }),
  )
})
