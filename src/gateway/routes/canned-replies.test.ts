import { expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { answerOf, createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'
import type { Caller } from '#gateway/testing/test-gateway.ts'

const PATH = '/v1/canned-replies'

const openGateway = () => createTestGateway()

const create = (who: Caller, shortcut: string, text = 'Halo {{customer.first_name}}') =>
  who('POST', PATH, { body: { shortcut, text } })
const created = async (who: Caller, shortcut: string) =>
  (await answerOf(endpoints.createCannedReply, await create(who, shortcut))).data
const list = async (who: Caller) => (await answerOf(endpoints.listCannedReplies, await who('GET', PATH))).data

test('a reply that one agent keeps ready is there for all, by shortcut', async () => {
  const { maya, rina } = await openGateway()
  await created(maya, 'Salam')
  await created(rina, 'alamat')
  const replies = await list(rina)
  expect(replies.map(({ shortcut, updated_by }) => [shortcut, updated_by.name])).toEqual([
    ['alamat', 'rina'],
    ['salam', 'maya'],
  ])
})

test('a reply is changed in its place, and says who changed it', async () => {
  const { maya, rina } = await openGateway()
  const { id } = await created(maya, 'salam')
  const response = await rina('PUT', `${PATH}/${id}`, { body: { shortcut: 'halo', text: 'Halo Kak' } })
  const { data } = await answerOf(endpoints.changeCannedReply, response)
  expect(data).toMatchObject({ id, shortcut: 'halo', text: 'Halo Kak', updated_by: { name: 'rina' } })
  expect(await list(maya)).toEqual([data])
})

test('a shortcut belongs to one reply, in capitals or not', async () => {
  const { maya } = await openGateway()
  const { id } = await created(maya, 'salam')
  await created(maya, 'alamat')
  const taken = { status: 409, code: 'already_exists', param: 'shortcut' }
  expect(await errorOf(await create(maya, 'SALAM'))).toEqual(taken)
  expect(await errorOf(await maya('PUT', `${PATH}/${id}`, { body: { shortcut: 'alamat', text: 'x' } }))).toEqual(taken)
  expect((await maya('PUT', `${PATH}/${id}`, { body: { shortcut: 'Salam', text: 'x' } })).status).toBe(200)
})

test('a variable that nothing is known of, and a shortcut of two words, are refused', async () => {
  const { maya } = await openGateway()
  expect(await errorOf(await create(maya, 'salam', 'Halo {{nmae}}'))).toMatchObject({ param: 'text' })
  expect(await errorOf(await create(maya, 'dua kata'))).toMatchObject({ param: 'shortcut' })
})

test('deleting twice deletes once, and what is gone cannot be changed', async () => {
  const { maya } = await openGateway()
  const { id } = await created(maya, 'salam')
  for (let times = 0; times < 2; times += 1) expect((await maya('DELETE', `${PATH}/${id}`)).status).toBe(200)
  expect(await list(maya)).toEqual([])
  const change = await maya('PUT', `${PATH}/${id}`, { body: { shortcut: 'salam', text: 'x' } })
  expect(await errorOf(change)).toEqual({ status: 404, code: 'resource_not_found' })
})
