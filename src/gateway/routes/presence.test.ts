import { expect, test } from 'vitest'
import { readPresence } from '#gateway/usecases/presence.ts'
import { createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'
import type { Caller } from '#gateway/testing/test-gateway.ts'

async function look(who: Caller, tab: string, conversation_id: string | null, typing = false): Promise<Response> {
  return who('PUT', '/v1/presence', { body: { conversation_id, typing }, headers: { 'X-Sigap-Client': tab } })
}

async function listen(who: Caller, tab: string) {
  const response = await who('GET', '/v1/live?since=0', { headers: { 'X-Sigap-Client': tab } })
  return async () => response.body?.cancel()
}

async function openGateway() {
  const gateway = await createTestGateway()
  const { storage, workspaceId, clock } = gateway
  const present = async () => {
    const found = await readPresence(storage.db, workspaceId, clock.now)
    return found.map(({ conversation_id, agent, typing }) => [conversation_id, agent.name, typing])
  }
  return { ...gateway, present }
}

test('who looks at a conversation and who writes in it is known, each agent once', async () => {
  const { maya, rina, present } = await openGateway()
  await look(maya, 'tab_1', 'cnv_a')
  await look(maya, 'tab_2', 'cnv_a', true)
  await look(rina, 'tab_1', 'cnv_b')
  expect(await present()).toEqual([
    ['cnv_a', 'maya', true],
    ['cnv_b', 'rina', false],
  ])
  await look(maya, 'tab_2', null)
  expect(await present()).toContainEqual(['cnv_a', 'maya', false])
})

test('a tab that listens no more looks at nothing', async () => {
  const { rina, present } = await openGateway()
  const close = await listen(rina, 'tab_1')
  await look(rina, 'tab_1', 'cnv_a')
  expect(await present()).toHaveLength(1)
  await close()
  await expect.poll(present).toEqual([])
})

test('a tab that nobody has heard of is gone within ten seconds', async () => {
  const { rina, present, clock } = await openGateway()
  await look(rina, 'tab_1', 'cnv_a')
  clock.now += 10_000
  expect(await present()).toEqual([])
})

test('a tab has to say its name', async () => {
  const { maya } = await openGateway()
  const response = await maya('PUT', '/v1/presence', { body: { conversation_id: null, typing: false } })
  expect(await errorOf(response)).toEqual({ status: 400, code: 'missing_required_field', param: 'X-Sigap-Client' })
})
