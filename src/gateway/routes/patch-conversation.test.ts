import { expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { conflictBodySchema } from '#contract/live-event.ts'
import { answerOf, createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'
import type { Caller, TestGatewayOptions } from '#gateway/testing/test-gateway.ts'
import { unclaimedFor } from '#gateway/storage/outbox.ts'

const PATH = '/v1/conversations/cnv_a'

async function openGateway(columns: NonNullable<TestGatewayOptions['conversations']>[number] = { id: 'cnv_a' }) {
  const gateway = await createTestGateway({ conversations: [columns] })
  const read = async () => (await answerOf(endpoints.getConversation, await gateway.maya('GET', PATH))).data
  return { ...gateway, read }
}

const patch = (caller: Caller, body: unknown, headers: Record<string, string> = {}) =>
  caller('PATCH', PATH, { body, headers })
const patched = async (caller: Caller, body: unknown, headers: Record<string, string> = {}) =>
  (await answerOf(endpoints.patchConversation, await patch(caller, body, headers))).data
const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` })

test('a program written for the vendor resolves and assigns, and gets the whole conversation back', async () => {
  const { program, rung, read } = await openGateway()
  const data = await patched(program, { status: 'resolved', assigned_to: 'usr_rina' })
  expect(data).toMatchObject({ id: 'cnv_a', object: 'conversation', status: 'resolved', assignee: { id: 'agt_rina' } })
  expect(data.sync.state).toBe('waiting')
  expect(await read()).toEqual(data)
  expect(rung).toEqual(['outbox con_a'])
})

test('null clears the assignee, at the vendor too', async () => {
  const { maya, storage, workspaceId } = await openGateway({
    id: 'cnv_a',
    assignee_id: 'agt_rina',
    assignee_shadow: 'usr_rina',
  })
  expect((await patched(maya, { assigned_to: null })).assignee).toBeNull()
  const owed = await unclaimedFor(storage.db, workspaceId, 'cnv_a')
  expect(owed?.patch.assignee).toEqual({ agentId: null, vendorUserId: null })
})

test('an agent whom the vendor does not know holds the conversation here only', async () => {
  const { maya, storage, workspaceId } = await openGateway()
  const { assignee, sync } = await patched(maya, { assigned_to: 'agt_sari' })
  expect(assignee?.id).toBe('agt_sari')
  expect(sync).toEqual({ state: 'synced', kept_here: ['assignee', 'starred', 'read'], notices: [] })
  expect(await unclaimedFor(storage.db, workspaceId, 'cnv_a')).toBeUndefined()
})

test.each([
  ['{}', { code: 'missing_required_field' }],
  ['', { code: 'invalid_request' }],
  ['null', { code: 'invalid_request' }],
  ['[]', { code: 'invalid_request' }],
  ['"open"', { code: 'invalid_request' }],
  ['{"status":', { code: 'invalid_request' }],
  ['{"status":"closed"}', { code: 'invalid_field_value', param: 'status' }],
  ['{"status":null}', { code: 'invalid_field_value', param: 'status' }],
  ['{"assigned_to":""}', { code: 'invalid_field_value', param: 'assigned_to' }],
  ['{"assigned_to":7}', { code: 'invalid_field_value', param: 'assigned_to' }],
  ['{"assigned_to":"usr_nobody"}', { code: 'invalid_field_value', param: 'assigned_to' }],
  ['{"assigned_to":"agt_nobody"}', { code: 'invalid_field_value', param: 'assigned_to' }],
  ['{"assigned_to":"\\u0000"}', { code: 'invalid_field_value', param: 'assigned_to' }],
  ['{"unread_count":2}', { code: 'invalid_field_value', param: 'unread_count' }],
  ['{"unread_count":true}', { code: 'invalid_field_value', param: 'unread_count' }],
  ['{"state":"open"}', { code: 'unknown_field', param: 'state' }],
  ['{"status":"open","labels":[]}', { code: 'unknown_field', param: 'labels' }],
  ['{"__proto__":{"status":"open"}}', { code: 'missing_required_field' }],
])('the body %s is refused, and nothing changes', async (body, error) => {
  const { maya, read } = await openGateway()
  const before = await read()
  expect(await errorOf(await patch(maya, body))).toEqual({ status: 400, ...error })
  expect(await read()).toEqual(before)
})

test.each(['soon', '"1', '-1', '1.5', '"1", "2"', '9'.repeat(16)])('If-Match: %s is refused', async (header) => {
  const { maya } = await openGateway()
  const response = await patch(maya, { status: 'resolved' }, { 'If-Match': header })
  expect(await errorOf(response)).toEqual({ status: 400, code: 'invalid_field_value', param: 'If-Match' })
})

test.each(['%d', '"%d"', 'W/"%d"', ' "%d" '])('a version may be written as %s', async (form) => {
  const { maya, rina, read } = await openGateway()
  const { version } = await read()
  await patched(rina, { status: 'pending' })
  const headers = { 'If-Match': form.replace('%d', String(version)) }
  expect((await patch(maya, { status: 'resolved' }, headers)).status).toBe(412)
})

test('If-Match: * and no If-Match apply as sent', async () => {
  const { maya, rina } = await openGateway()
  await patched(rina, { status: 'pending' })
  expect((await patched(maya, { status: 'resolved' }, { 'If-Match': '*' })).status).toBe('resolved')
  expect((await patched(rina, { status: 'open' })).status).toBe('open')
})

test('an unknown or removed conversation is not found, whatever is to be changed', async () => {
  const { program, insert } = await openGateway()
  await insert([{ id: 'cnv_gone', removed_ms: 1 }])
  for (const id of ['cnv_gone', 'cnv_never', '%00', 'x'.repeat(10_000)]) {
    const response = await program('PATCH', `/v1/conversations/${id}`, { body: { status: 'open' } })
    expect(await errorOf(response)).toEqual({ status: 404, code: 'resource_not_found' })
  }
})

test('the loser of a conflict changes nothing, and is told who won and how things stand', async () => {
  const { maya, rina, read } = await openGateway()
  const { version } = await read()
  const won = await patched(rina, { assigned_to: 'agt_rina' }, ifMatch(version))
  const response = await patch(maya, { assigned_to: 'agt_maya', status: 'pending' }, ifMatch(version))
  expect(response.status).toBe(412)
  const body = conflictBodySchema.parse(await response.json())
  expect(body.error.request_id).toBe(response.headers.get('X-Request-Id'))
  expect(body.conversation).toEqual(won)
  expect(body.changes).toEqual([
    expect.objectContaining({
      seq: won.version,
      field: 'assignee',
      from: null,
      to: 'agt_rina',
      actor: { type: 'agent', id: 'agt_rina', name: 'rina' },
    }),
  ])
  expect((await read()).status).toBe('open')
  const taken = await patched(maya, { assigned_to: 'agt_maya' }, ifMatch(won.version))
  expect(taken.assignee?.id).toBe('agt_maya')
})

test('another field, the same value, or a change of my own is no conflict', async () => {
  const { maya, rina, read } = await openGateway()
  const { version } = await read()
  await patched(rina, { status: 'pending' }, ifMatch(version))
  expect((await patched(maya, { assigned_to: 'agt_maya' }, ifMatch(version))).status).toBe('pending')
  expect((await patched(maya, { status: 'pending' }, ifMatch(version))).status).toBe('pending')
  expect((await patched(rina, { status: 'resolved' }, ifMatch(version))).status).toBe('resolved')
})

test('a program and an agent can be in conflict, too, and so can the vendor and an agent', async () => {
  const { maya, program, read, storage, workspaceId } = await openGateway()
  const { version } = await read()
  await patched(program, { status: 'pending' })
  const response = await patch(maya, { status: 'resolved' }, ifMatch(version))
  expect(conflictBodySchema.parse(await response.json()).changes[0]?.actor).toMatchObject({
    type: 'api_key',
    name: 'Reports',
  })

  const vendor = JSON.stringify({ type: 'vendor', id: 'con_a', name: 'Kirim.chat' })
  await storage.db
    .updateTable('conversations')
    .set({ status_actor: vendor })
    .where('workspace_id', '=', workspaceId)
    .execute()
  expect((await patch(program, { status: 'resolved' }, ifMatch(version))).status).toBe(412)
})

test('a change that changes nothing makes no event and keeps the version', async () => {
  const { maya, read } = await openGateway()
  const before = await read()
  expect(await patched(maya, { status: 'open' }, ifMatch(before.version))).toEqual(before)
})

test('an act answers the notice of its own field, everybody hears that it is gone, and the other one stays', async () => {
  const refused = { wanted: null, code: 'forbidden', message: 'No.', at: '2026-03-01T00:00:00.000Z' }
  const notices = [
    { ...refused, field: 'status' },
    { ...refused, field: 'assignee' },
  ]
  const { maya, read } = await openGateway({ id: 'cnv_a', notice: JSON.stringify(notices) })
  const { version } = await read()
  const after = await patched(maya, { status: 'open' })
  expect(after.sync.notices).toMatchObject([{ field: 'assignee' }])
  expect(after.version).toBeGreaterThan(version)
})

test('the tab that acted finds its own name on the change, and one that is no name is left out', async () => {
  const { maya, read } = await openGateway()
  const { version } = await read()
  await patched(maya, { status: 'pending' }, { 'X-Sigap-Client': 'tab_1' })
  await patched(maya, { status: 'resolved' }, { 'X-Sigap-Client': 'no\tname' })
  const page = await answerOf(endpoints.listChanges, await maya('GET', `/v1/changes?since=${version}`))
  const [event] = page.data
  expect(event?.type === 'conversation' && event.changes.map(({ client }) => client)).toEqual(['tab_1', null])
})

test('two agents act in the same second, 200 times: each time one wins and the other is told who', async () => {
  const { maya, rina, read } = await openGateway()
  const names = new Map([
    [maya, 'maya'],
    [rina, 'rina'],
  ])
  for (let round = 0; round < 200; round += 1) {
    const { version } = await read()
    const asked = round % 2 === 0 ? [maya, rina] : [rina, maya]
    const answers = await Promise.all(
      asked.map(async (caller) => ({
        name: names.get(caller),
        response: await patch(caller, { assigned_to: `agt_${names.get(caller)}` }, ifMatch(version)),
      })),
    )
    const winner = answers.find(({ response }) => response.status === 200)
    const loser = answers.find(({ response }) => response.status === 412)
    const body = conflictBodySchema.parse(await loser?.response.json())
    expect(body.changes.map(({ actor }) => actor.name)).toEqual([winner?.name])
    expect((await read()).assignee?.name).toBe(winner?.name)
    await patched(maya, { assigned_to: null })
  }
}, 60_000)

test('a star is for the whole team, is listed by, and never conflicts', async () => {
  const { maya } = await openGateway()
  const { version } = await patched(maya, { starred: true })
  expect(await patched(maya, { starred: true })).toMatchObject({ starred: true, version })
  const listed = async (starred: string) => {
    const { data } = await answerOf(
      endpoints.listConversations,
      await maya('GET', `/v1/conversations?starred=${starred}&channel=whatsapp`),
    )
    return data.map(({ id }) => id)
  }
  expect([await listed('true'), await listed('false')]).toEqual([['cnv_a'], []])
  const stale = await maya('PATCH', '/v1/conversations/cnv_a', {
    body: { starred: false },
    headers: { 'If-Match': '0' },
  })
  expect(stale.status).toBe(200)
  expect(await listed('true')).toEqual([])
})
