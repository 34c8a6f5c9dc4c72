import { expect, test } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { answerOf, createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'

const ana = { contact_id: 'ctc_ana', contact_phone: '+62 812-3456-789', contact_email: 'ana@example.com' }

async function peopleLike(rows: Parameters<typeof createTestGateway>[0] & object) {
  const { maya } = await createTestGateway(rows)
  const answer = await answerOf(endpoints.listSamePerson, await maya('GET', '/v1/conversations/cnv_ana/same-person'))
  return answer.data.map(({ by, conversation }) => [by, conversation.id])
}

test('contacts of other connections with the same number or address are told, each by their newest conversation', async () => {
  const conversations = [
    { id: 'cnv_ana', ...ana },
    { id: 'cnv_here', ...ana, contact_id: 'ctc_2' },
    { id: 'cnv_old', connection_id: 'con_b', contact_id: 'ctc_b', contact_phone: '628123456789', sort_ms: 1 },
    { id: 'cnv_new', connection_id: 'con_b', contact_id: 'ctc_b', contact_phone: '628123456789', sort_ms: 3 },
    { id: 'cnv_mail', connection_id: 'con_b', contact_id: 'ctc_c', contact_email: 'ANA@example.com', sort_ms: 2 },
    { id: 'cnv_other', connection_id: 'con_b', contact_id: 'ctc_d', contact_phone: '628123456780' },
  ]
  expect(await peopleLike({ conversations })).toEqual([
    ['number', 'cnv_new'],
    ['email', 'cnv_mail'],
  ])
})

test('a number that is too short, or none, makes nobody the same person', async () => {
  const short = { contact_phone: '110', contact_email: '' }
  const conversations = [
    { id: 'cnv_ana', ...short },
    { id: 'cnv_b', connection_id: 'con_b', ...short },
  ]
  expect(await peopleLike({ conversations })).toEqual([])
})

test('of a conversation that is not there nobody is asked', async () => {
  const { maya } = await createTestGateway()
  const answer = await maya('GET', '/v1/conversations/cnv_none/same-person')
  expect(await errorOf(answer)).toEqual({ status: 404, code: 'resource_not_found' })
})
