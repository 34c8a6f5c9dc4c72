import { expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { answerOf, createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'
import type { Caller } from '#gateway/testing/test-gateway.ts'

const openGateway = () => createTestGateway({ conversations: [{ id: 'cnv_a' }] })
const save = (who: Caller, text: string, mode = 'reply', id = 'cnv_a') =>
  who('PUT', `/v1/conversations/${id}/drafts/${mode}`, { body: { text } })
const draftsOf = async (who: Caller) =>
  (await answerOf(endpoints.listDrafts, await who('GET', '/v1/drafts'))).data.map(({ mode, text }) => [mode, text])

test('a draft is kept for whoever wrote it and shown to nobody else', async () => {
  const { maya, rina } = await openGateway()
  await save(maya, 'belum selesai')
  await save(maya, 'antara kita', 'note')
  expect(await draftsOf(maya)).toEqual([
    ['note', 'antara kita'],
    ['reply', 'belum selesai'],
  ])
  expect(await draftsOf(rina)).toEqual([])
})

test('an empty draft takes it away', async () => {
  const { maya } = await openGateway()
  await save(maya, 'belum selesai')
  await save(maya, '')
  expect(await draftsOf(maya)).toEqual([])
})

test('a device that had not seen what another one wrote replaces nothing', async () => {
  const { maya } = await openGateway()
  const put = (body: { text: string; base?: string }) => maya('PUT', '/v1/conversations/cnv_a/drafts/reply', { body })
  expect((await put({ text: 'dari ponsel', base: '' })).status).toBe(200)
  const refused = { status: 412, code: 'version_conflict', param: 'base' }
  expect(await errorOf(await put({ text: 'dari laptop', base: '' }))).toEqual(refused)
  expect(await draftsOf(maya)).toEqual([['reply', 'dari ponsel']])
  // Repeated after a lost answer, and once both are known.
  for (const base of ['', 'dari ponsel']) expect((await put({ text: 'dari ponsel', base })).status).toBe(200)
  expect((await put({ text: '', base: 'dari ponsel' })).status).toBe(200)
  expect((await put({ text: '', base: 'dari ponsel' })).status).toBe(200)
})

test('a draft changes nothing for anybody else: no version, no change', async () => {
  const { maya } = await openGateway()
  const before = await answerOf(endpoints.getConversation, await maya('GET', '/v1/conversations/cnv_a'))
  await save(maya, 'belum selesai')
  expect(await answerOf(endpoints.getConversation, await maya('GET', '/v1/conversations/cnv_a'))).toMatchObject({
    data: before.data,
    as_of: before.as_of,
  })
})

test('a draft of another kind, for a conversation that is not there, or of a novel’s length is refused', async () => {
  const { maya } = await openGateway()
  expect(await errorOf(await save(maya, 'x', 'shout'))).toEqual({ status: 404, code: 'resource_not_found' })
  expect(await errorOf(await save(maya, 'x', 'reply', 'cnv_x'))).toEqual({ status: 404, code: 'resource_not_found' })
  expect(await errorOf(await save(maya, 'x'.repeat(65_537)))).toMatchObject({ status: 400, param: 'text' })
})
