import { expect, onTestFinished, test } from 'vitest'
import type { ConversationPatch } from '#contract/conversation.ts'
import { createHighlevel } from '#connectors/highlevel/index.ts'
import { createHighlevelSimulator } from '#simulators/highlevel/index.ts'
import { serving, WORKSPACE_ID } from '#gateway/testing/served.ts'
import { pass, passUntil } from '#gateway/testing/virtual-time.ts'
import { patchConversation } from '#gateway/usecases/conversations/patch-conversation.ts'
import { parseNotices } from '#gateway/usecases/conversations/sync-notices.ts'

const serve = serving()
const now = () => Date.now()

/** A HighLevel location with one conversation, spoken to in a version of its API. */
async function location(version: string) {
  const simulator = createHighlevelSimulator({ now })
  onTestFinished(() => simulator.close())
  const { id } = simulator.receive({ from: '+6281234567890', text: 'Halo', type: 'TYPE_SMS' }).conversation
  const { apiKey, fetch, locationId } = simulator
  const options = { locationId, version }
  const baseUrl = 'https://vendor.test'
  const connector = createHighlevel({ vendor: 'highlevel', baseUrl, apiKey, fetch, now, webhookSecrets: [], options })
  const { storage, sync, row } = await serve({ con: connector })
  await passUntil(async () => (await row('con', id)) !== undefined, 60_000)
  const conversationId = (await row('con', id))?.id ?? ''
  const actor = { type: 'agent', id: 'agt_maya', name: 'Maya' } as const

  async function patch(patch: ConversationPatch) {
    const request = { workspaceId: WORKSPACE_ID, id: conversationId, patch, actor, client: null, ifMatch: null }
    const deps = { storage, now, channelsOf: () => connector.channels }
    const conversation = await patchConversation(deps, request)
    sync.ringOutbox('con')
    return conversation
  }
  const puts = () => simulator.log.entries().filter(({ method }) => method === 'PUT')
  return { simulator, patch, puts, row: () => row('con', id), held: () => simulator.conversation(id).feedback }
}

test('feedback goes to the vendor once, the newest alone, and together with what else is owed', async () => {
  const { patch, puts, row, held } = await location('v3')
  expect(await patch({ feedback: 'negative' })).toMatchObject({ sync: { state: 'waiting' } })
  await patch({ feedback: 'positive', starred: true })
  await passUntil(async () => (await row())?.sync_state === 'synced', 30_000)
  await pass(30_000)
  expect(held()).toBe('"positive"')
  expect(puts().map(({ body }): unknown => JSON.parse(body ?? ''))).toMatchObject([
    { feedback: 'positive', starred: true },
  ])
})

test('feedback that the vendor refuses leaves a notice, and the star beside it is taken', async () => {
  const { simulator, patch, row, held } = await location('v3')
  const error = { kind: 'error', status: 422, method: 'PUT', message: 'feedback is not for you' } as const
  simulator.faults.add({ ...error, times: 1 })
  await patch({ feedback: 'positive', starred: true })
  simulator.faults.add({ kind: 'latency', ms: 1 })
  await passUntil(() => simulator.log.entries().some(({ status }) => status === 422), 30_000)
  await passUntil(async () => (await row())?.sync_state === 'synced', 60_000)
  expect([held(), (await row())?.starred]).toEqual(['"positive"', 1])
  simulator.faults.add(error)
  await patch({ feedback: 'negative' })
  await passUntil(async () => (await row())?.notice !== null, 60_000)
  expect(parseNotices((await row())?.notice ?? null)).toMatchObject([{ field: 'feedback', wanted: 'negative' }])
  simulator.faults.clear()
  await patch({ feedback: 'negative' })
  expect((await row())?.notice).toBeNull()
  await passUntil(() => held() === '"negative"', 30_000)
})

test('a channel that takes no feedback refuses it by its name', async () => {
  const { patch, row } = await location('2021-07-28')
  await expect(patch({ feedback: 'positive' })).rejects.toMatchObject({
    code: 'invalid_field_value',
    param: 'feedback',
  })
  expect((await row())?.sync_state).toBe('synced')
})
