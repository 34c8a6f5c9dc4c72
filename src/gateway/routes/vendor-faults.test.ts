import { expect, test } from 'vitest'
import { demoEndpoints } from '#contract/endpoints/demo.ts'
import { answerOf, createTestGateway, errorOf } from '#gateway/testing/test-gateway.ts'

const PATH = '/v1/demo/faults'
const off = { vendor: null, slow: false, down: false, refusing: false, dropping: false, doubled_webhooks: false }
const dropping = { ...off, dropping: true }

test('in the demo an agent sees that nothing goes wrong, and switches faults on and off for everybody', async () => {
  const { maya, rina } = await createTestGateway({ demo: true })
  const read = async () => (await answerOf(demoEndpoints.getVendorFaults, await rina('GET', PATH))).data
  expect(await read()).toEqual(off)
  const switched = await maya('PUT', PATH, { body: dropping })
  expect((await answerOf(demoEndpoints.setVendorFaults, switched)).data).toEqual(dropping)
  expect(await read()).toEqual(dropping)
  await rina('PUT', PATH, { body: off })
  expect(await read()).toEqual(off)
})

test.each([
  [{ slow: true }, 'missing_required_field'],
  [{ ...off, slow: 'yes' }, 'invalid_field_value'],
  [{ ...off, on_fire: true }, 'unknown_field'],
])('%j is not every fault and nothing else, so it changes nothing', async (body, code) => {
  const { maya } = await createTestGateway({ demo: true })
  const refused = await maya('PUT', PATH, { body })
  expect(await errorOf(refused)).toMatchObject({ status: 400, code })
  expect((await answerOf(demoEndpoints.getVendorFaults, await maya('GET', PATH))).data).toEqual(off)
})

test('outside the demo there is no such thing', async () => {
  const { maya } = await createTestGateway()
  expect(await errorOf(await maya('GET', PATH))).toEqual({ status: 404, code: 'resource_not_found' })
  expect(await errorOf(await maya('PUT', PATH, { body: dropping }))).toEqual({
    status: 404,
    code: 'resource_not_found',
  })
})

test('from another machine faults are neither seen nor switched', async () => {
  const { maya } = await createTestGateway({ demo: true, clientAddress: '192.168.1.7' })
  const refused = { status: 403, code: 'permission_denied' }
  expect(await errorOf(await maya('GET', PATH))).toEqual(refused)
  expect(await errorOf(await maya('PUT', PATH, { body: dropping }))).toEqual(refused)
})

test.each([{ Host: 'localhost:4601' }, { 'X-Forwarded-For': '203.0.113.9' }])(
  'on loopback, a request with %j does not sit at this machine',
  async (headers) => {
    const { maya } = await createTestGateway({ demo: true })
    expect((await maya('GET', PATH, { headers })).status).toBe(403)
  },
)

test('nobody who is not signed in, no key and no other site switches faults', async () => {
  const { nobody, program, maya } = await createTestGateway({ demo: true })
  const foreign = { Origin: 'https://evil.example' }
  const answers = [
    await nobody('PUT', PATH, { body: dropping }),
    await program('PUT', PATH, { body: dropping }),
    await maya('PUT', PATH, { body: dropping, headers: foreign }),
  ]
  expect(await Promise.all(answers.map(errorOf))).toEqual([
    { status: 401, code: 'authentication_required' },
    { status: 403, code: 'permission_denied' },
    { status: 403, code: 'invalid_origin' },
  ])
})
