import { expect, test } from 'vitest'
import type { Connector } from '#connectors/connector.ts'
import type { OutgoingMessage } from '#connectors/sending.ts'
import type { VendorConversation } from '#connectors/reading.ts'
import type { VendorEvent } from '#connectors/webhooks.ts'
import { readChanges } from '#gateway/storage/changes.ts'
import { serving, WORKSPACE_ID } from '#gateway/testing/served.ts'
import { silentConnector } from '#gateway/testing/silent-connector.ts'
import { vendorConversation } from '#gateway/testing/vendor-conversation.ts'
import { pass } from '#gateway/testing/virtual-time.ts'
import { receiveWebhook } from '#gateway/usecases/connections/receive-webhook.ts'
import { sendMessage } from '#gateway/usecases/messages/send-message.ts'

const serve = serving()

const sends = { maxText: 1000, hasWindow: false, hasTemplates: false, files: null, startsWith: null }
const channels = { chat: { holds: [], sends } } as const

function pageOf(rows: VendorConversation[]) {
  return { rows, malformed: [], nextCursor: null }
}

/** A vendor that counts its conversations and its contacts from 1 in every account, and has one of each. */
function counting(accountId: string, given: Partial<Connector> = {}): Connector {
  const contact = { id: '1', phoneNumber: '+62811', name: 'Ana', email: null }
  const conversation = vendorConversation('1', { contact })
  return silentConnector({
    vendor: 'counting',
    channels,
    hasOwnIds: false,
    account: async () => ({ accountId, name: accountId, readPerMinute: null, writePerMinute: null }),
    listConversations: async ({ status = 'open' }) => pageOf(status === 'open' ? [conversation] : []),
    listMessages: async () => ({ rows: [], malformed: [], nextCursor: null }),
    ...given,
  })
}

async function idsOfNewMirror() {
  const { row } = await serve({ con_a: counting('a'), con_b: counting('b') })
  await pass(6000)
  const rows = [await row('con_a', '1'), await row('con_b', '1')]
  return rows.map((each) => [each?.id, each?.contact_id, each?.vendor_contact_id])
}

test('equal ids of two accounts do not meet, and are the same again when the mirror is made anew', async () => {
  const ids = await idsOfNewMirror()
  expect(ids).toEqual([
    [expect.stringMatching(/^cnv_.{26}$/), expect.stringMatching(/^ctc_.{26}$/), '1'],
    [expect.stringMatching(/^cnv_.{26}$/), expect.stringMatching(/^ctc_.{26}$/), '1'],
  ])
  expect(new Set(ids.flat()).size).toBe(5)
  expect(await idsOfNewMirror()).toEqual(ids)
})

test('what a vendor tells of a contact or a conversation is applied by its own ids, to its own connection', async () => {
  const { row, storage, sync } = await serve({ con_a: counting('a'), con_b: counting('b') })
  await pass(6000)
  const changes = async () => readChanges(storage.db, WORKSPACE_ID, 0, 100)
  const before = (await changes()).length
  const message = { id: 'm', direction: 'inbound', type: 'text', text: 'Halo', label: null, delivery: null } as const
  const inbound = { customerNumber: '', accountNumber: null, conversationId: '1', contactName: null }
  const events: VendorEvent[] = [
    { type: 'contact', contactId: '1', name: 'Ana Wijaya', email: null, phoneNumber: null },
    { type: 'inbound_message', ...inbound, message: { ...message, createdAt: 9 } },
  ]
  const delivery = { dedupeKey: '1', event: 'told', events }
  await receiveWebhook({ storage, now: Date.now }, { workspaceId: WORKSPACE_ID, connectionId: 'con_b', delivery })
  sync.ringWebhooks('con_b')
  await pass(100)
  const own = (await row('con_b', '1'))?.id
  const told = (await changes()).slice(before).map((change) => [change.conversation_id === own, change.field])
  expect(told.slice(0, 2)).toEqual([
    [true, 'details'],
    [true, 'message'],
  ])
  expect(told.filter(([isOwn]) => isOwn === false)).toEqual([])
})

test('a message goes out with the vendor’s own ids', async () => {
  const sent: OutgoingMessage[] = []
  const connector = counting('a', {
    sending: {
      keyLifeMs: null,
      async send(message) {
        sent.push(message)
        return { id: 'm1', delivery: { state: 'sent', code: null }, createdAt: null }
      },
    },
  })
  const { row, storage, sync } = await serve({ con_a: connector })
  await pass(6000)
  await sendMessage(
    { storage, now: Date.now },
    {
      workspaceId: WORKSPACE_ID,
      conversationId: (await row('con_a', '1'))?.id ?? '',
      key: 'key-1',
      body: { text: 'Siap' },
      actor: { type: 'agent', id: 'agt_maya', name: 'Maya' },
      client: null,
      channels,
      linkBase: null,
      templates: null,
    },
  )
  sync.ringSends('con_a')
  await pass(2000)
  expect(sent).toMatchObject([{ conversationId: '1', contactId: '1' }])
})
