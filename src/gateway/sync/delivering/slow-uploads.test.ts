import { expect, test } from 'vitest'
import { whatsappFiles } from '#connectors/kit/whatsapp-files.ts'
import type { OutgoingMessage } from '#connectors/sending.ts'
import { owedSendsOfConnection } from '#gateway/storage/sends.ts'
import { serving, WORKSPACE_ID } from '#gateway/testing/served.ts'
import { silentConnector } from '#gateway/testing/silent-connector.ts'
import { vendorConversation } from '#gateway/testing/vendor-conversation.ts'
import { pass } from '#gateway/testing/virtual-time.ts'
import { receiveUpload } from '#gateway/usecases/files/receive-upload.ts'
import { sendMessage } from '#gateway/usecases/messages/send-message.ts'

const serve = serving()

const sends = {
  maxText: 1000,
  hasWindow: false,
  hasTemplates: false,
  files: { by: 'uploaded', takes: whatsappFiles },
  startsWith: null,
} as const
const channels = { chat: { holds: [], sends } } as const
const customers = ['1', '2', '3', '4', '5']

test('what is written to others does not wait for files that take minutes, and all of them go out', async () => {
  const sent: OutgoingMessage[] = []
  const waiting: (() => void)[] = []
  const connector = silentConnector({
    channels,
    account: async () => ({ accountId: 'a', name: 'a', readPerMinute: 600, writePerMinute: 600 }),
    listConversations: async ({ status = 'open' }) => ({
      rows: status === 'open' ? customers.map((id) => vendorConversation(id)) : [],
      malformed: [],
      nextCursor: null,
    }),
    getConversation: async (id) => vendorConversation(id),
    listMessages: async () => ({ rows: [], malformed: [], nextCursor: null }),
    sending: {
      keyLifeMs: null,
      upload: () => new Promise((resolve) => waiting.push(() => resolve('a file'))),
      async send(message) {
        sent.push(message)
        return { id: `msg_${sent.length}`, delivery: { state: 'sent', code: null }, createdAt: Date.now() }
      },
    },
  })
  const { storage, sync, row } = await serve({ con: connector })
  await pass(5000)
  const deps = { storage, now: () => Date.now() }
  const actor = { type: 'agent', id: 'agt_maya', name: 'Maya' } as const
  const send = async (customer: string, body: object) => {
    const conversationId = (await row('con', customer))?.id ?? ''
    const request = { workspaceId: WORKSPACE_ID, conversationId, key: `key_${customer}`, actor, client: null }
    await sendMessage(deps, { ...request, body, channels, linkBase: null, templates: null })
    sync.ringSends('con')
  }
  for (const customer of customers.slice(0, 4)) {
    const bytes = new TextEncoder().encode('%PDF-1.7')
    const file = { filename: 'Harga.pdf', takes: whatsappFiles, length: bytes.length, body: new Blob([bytes]).stream() }
    const { id: upload } = await receiveUpload(deps, { workspaceId: WORKSPACE_ID, author: actor.id, ...file })
    await send(customer, { text: 'Harga', attachment: { upload } })
  }
  await send('5', { text: 'Halo' })
  await pass(10_000)
  expect(sent.map(({ conversationId }) => conversationId)).toEqual(['5'])
  expect(waiting).toHaveLength(2)
  const owed = await owedSendsOfConnection(storage.db, WORKSPACE_ID, 'con', 10)
  expect(owed.map(({ attempts }) => attempts).filter((attempts) => attempts > 1)).toEqual([])
  for (let round = 0; round < 2; round += 1) {
    for (const finish of waiting.splice(0)) finish()
    await pass(5000)
  }
  expect(sent).toHaveLength(customers.length)
  expect(new Set(sent.map(({ conversationId }) => conversationId))).toEqual(new Set(customers))
})
