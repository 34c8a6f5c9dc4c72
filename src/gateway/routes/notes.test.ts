import { expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { answerOf, createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'
import type { Caller } from '#gateway/testing/test-gateway.ts'

const PATH = '/v1/conversations/cnv_a/notes'

const openGateway = () => createTestGateway({ conversations: [{ id: 'cnv_a' }, { id: 'cnv_b' }] })

const write = (who: Caller, text: string, key = `key-${text.replaceAll(' ', '-')}`, path = PATH) =>
  who('POST', path, { body: { text }, headers: { 'Idempotency-Key': key, 'X-Sigap-Client': 'tab_1' } })
const written = async (who: Caller, text: string) => (await answerOf(endpoints.writeNote, await write(who, text))).data
const read = async (who: Caller, query = '') => answerOf(endpoints.listNotes, await who('GET', `${PATH}${query}`))

test('a note is written for colleagues, who see by whom and when', async () => {
  const { maya, rina, clock } = await openGateway()
  const note = await written(maya, 'She asked twice already')
  expect(note).toMatchObject({
    object: 'note',
    conversation_id: 'cnv_a',
    text: 'She asked twice already',
    author: { id: 'agt_maya', name: 'maya' },
    created_at: new Date(clock.now).toISOString(),
  })
  expect((await read(rina)).data).toEqual([note])
})

test('no vendor hears of a note, and the customer’s preview stays', async () => {
  const { maya, rung } = await openGateway()
  await written(maya, 'Between us')
  expect(rung).toEqual([])
  const conversation = (await answerOf(endpoints.getConversation, await maya('GET', '/v1/conversations/cnv_a'))).data
  expect(conversation.preview?.text ?? '').not.toContain('Between us')
})

test('everybody is told that there is a note, and its author knows the echo', async () => {
  const { maya } = await openGateway()
  const { as_of: since } = await answerOf(endpoints.getConversation, await maya('GET', '/v1/conversations/cnv_a'))
  const note = await written(maya, 'Look at this')
  const { data } = await answerOf(endpoints.listChanges, await maya('GET', `/v1/changes?since=${since}`))
  expect(data.at(-1)).toMatchObject({
    type: 'conversation',
    changes: [{ field: 'note', from: null, to: note.id, client: 'tab_1', actor: { id: 'agt_maya' } }],
  })
})

test('a key writes one note: repeated it is answered, with other words or elsewhere it is refused', async () => {
  const { maya } = await openGateway()
  const first = (await answerOf(endpoints.writeNote, await write(maya, 'Once', 'key-once-1'))).data
  expect((await answerOf(endpoints.writeNote, await write(maya, 'Once', 'key-once-1'))).data).toEqual(first)
  const refused = { status: 422, code: 'idempotency_key_reuse' }
  expect(await errorOf(await write(maya, 'Twice', 'key-once-1'))).toEqual(refused)
  expect(await errorOf(await write(maya, 'Once', 'key-once-1', '/v1/conversations/cnv_b/notes'))).toEqual(refused)
  expect((await read(maya)).data).toHaveLength(1)
})

test('notes come newest first, page by page', async () => {
  const { maya, clock } = await openGateway()
  for (const text of ['first', 'second', 'third']) {
    clock.now += 1000
    await written(maya, text)
  }
  const page = await read(maya, '?limit=2')
  expect(page.data.map(({ text }) => text)).toEqual(['third', 'second'])
  const rest = await read(maya, `?limit=2&cursor=${page.next_cursor}`)
  expect(rest.data.map(({ text }) => text)).toEqual(['first'])
  expect(rest.has_more).toBe(false)
  const elsewhere = await maya('GET', `/v1/conversations/cnv_b/notes?cursor=${page.next_cursor}`)
  expect(await errorOf(elsewhere)).toEqual({ status: 400, code: 'invalid_cursor', param: 'cursor' })
})

test('who wrote a note may delete it, and so may the owner; others may not', async () => {
  const { maya, rina } = await openGateway()
  const hers = await written(rina, 'by Rina')
  const mine = await written(maya, 'by Maya')
  expect(await errorOf(await rina('DELETE', `${PATH}/${mine.id}`))).toEqual({ status: 403, code: 'permission_denied' })
  expect((await rina('DELETE', `${PATH}/${hers.id}`)).status).toBe(200)
  const again = await written(rina, 'by Rina again')
  expect((await maya('DELETE', `${PATH}/${again.id}`)).status).toBe(200)
  expect((await read(maya)).data.map(({ id }) => id)).toEqual([mine.id])
  expect(await errorOf(await maya('DELETE', `${PATH}/${hers.id}`))).toEqual({
    status: 404,
    code: 'resource_not_found',
  })
})

test('a note without words, without a key or of a conversation that is not there is refused', async () => {
  const { maya } = await openGateway()
  expect(await errorOf(await write(maya, ' \n', 'key-blank-1'))).toMatchObject({
    code: 'invalid_field_value',
    param: 'text',
  })
  expect(await errorOf(await write(maya, 'x'.repeat(10_001), 'key-long-1'))).toMatchObject({ param: 'text' })
  expect(await errorOf(await maya('POST', PATH, { body: { text: 'x' } }))).toMatchObject({
    code: 'missing_required_field',
    param: 'Idempotency-Key',
  })
  expect(await errorOf(await write(maya, 'lost', 'key-lost-1', '/v1/conversations/cnv_x/notes'))).toMatchObject({
    code: 'resource_not_found',
  })
})
