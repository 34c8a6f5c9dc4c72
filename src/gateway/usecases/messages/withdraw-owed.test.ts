import { expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { putSettings } from '#gateway/storage/connection-settings.ts'
import { claimSends } from '#gateway/storage/sends-queue.ts'
import { answerOf, createTestGateway } from '#gateway/testing/test-gateway.ts'
import { neverAsked, silentConnector } from '#gateway/testing/silent-connector.ts'

const approved = { name: 'follow_up', language: 'id_ID', body: 'Halo {{1}}', variables: 1 }
const sends = { maxText: 100, hasWindow: true, hasTemplates: true, files: null, startsWith: 'number' } as const
const connector = silentConnector({
  sending: { keyLifeMs: 1000, send: neverAsked, listTemplates: async () => [approved] },
  channels: { whatsapp: { holds: ['status', 'assignee'], sends } },
})
const none = new Map<string, string>()

test('what waits to go out by a removed connection is withdrawn and says so; what may be under way says that nobody knows', async () => {
  const now = Date.parse('2026-03-02T03:04:05.678Z')
  const open = { contact_phone: '+6281234567890', last_inbound_ms: now, messages_complete: 1 }
  const gateway = await createTestGateway({
    connector,
    askVendor: async (_, ask) => ask(connector),
    conversations: [
      { id: 'cnv_a', ...open },
      { id: 'cnv_b', ...open },
    ],
  })
  const { maya, storage, workspaceId } = gateway
  const write = (id: string) =>
    maya('POST', `/v1/conversations/${id}/messages`, {
      body: { text: 'Halo' },
      headers: { 'Idempotency-Key': `key_${id}` },
    })
  await storage.write((tx) =>
    putSettings(tx, workspaceId, {
      connectionId: 'con_a',
      options: none,
      secrets: none,
      paused: false,
      removedMs: null,
    }),
  )
  expect((await write('cnv_a')).status).toBe(200)
  await storage.write((tx) => claimSends(tx, workspaceId, 'con_a', { now, owner: 'worker', limit: 1 }))
  expect((await write('cnv_b')).status).toBe(200)
  const template = { name: 'follow_up', language: 'id_ID', variables: ['Budi'] }
  await maya('POST', '/v1/conversations', {
    body: { connection: 'con_a', to: '+6281299998888', template },
    headers: { 'Idempotency-Key': 'key_first' },
  })
  await maya('PATCH', '/v1/conversations/cnv_b', { body: { status: 'resolved' } })

  const removed = await answerOf(endpoints.removeConnection, await maya('DELETE', '/v1/connections/con_a'))
  expect(removed.data).toEqual({ id: 'con_a', withdrawn: 4, subscription: null })
  const deliveries = async (id: string) =>
    (await answerOf(endpoints.listMessages, await maya('GET', `/v1/conversations/${id}/messages`))).data.map(
      ({ delivery }) => delivery,
    )
  expect(await deliveries('cnv_a')).toEqual([{ state: 'unknown', code: null }])
  expect(await deliveries('cnv_b')).toEqual([{ state: 'failed', code: 'connection_removed' }])
  const first = await answerOf(endpoints.listFirstMessages, await maya('GET', '/v1/first-messages'))
  expect(first.data.map(({ delivery }) => delivery)).toEqual([{ state: 'failed', code: 'connection_removed' }])
  const { data } = await answerOf(endpoints.getConversation, await maya('GET', '/v1/conversations/cnv_b'))
  expect([data.status, data.outgoing, data.sync.state]).toEqual(['resolved', 'failed', 'synced'])
})
