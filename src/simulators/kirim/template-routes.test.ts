import { expect, test } from 'vitest'

import { customer, object, rows, shop, testVendor } from './test-vendor.ts'

const list = async (query: string) => {
  const { data } = await testVendor().call('GET', `/v1/templates${query}`)
  return rows(data).map(({ name, language, status }) => [name, language, status])
}

async function sendTemplate(template: object) {
  const vendor = testVendor()
  const body = { from: shop, to: customer, type: 'template', template }
  const { status, error, data } = await vendor.call('POST', '/v1/messages', body)
  await vendor.sim.advance(10_000)
  const after = await vendor.call('GET', `/v1/messages/${String(object(data)['id'])}`)
  return { status, refusal: error, after: object(after.data) }
}

const values = (...texts: string[]) => [{ type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) }]

test('a template is listed with its language, status and body', async () => {
  const { data } = await testVendor().call('GET', '/v1/templates?status=approved&language=id_ID&limit=1')
  expect(rows(data)).toEqual([
    {
      id: expect.stringMatching(/^tmpl_[0-9A-HJKMNP-TV-Z]{26}$/),
      object: 'template',
      name: 'order_update',
      language: 'id_ID',
      status: 'approved',
      body: expect.stringContaining('{{2}}'),
    },
  ])
})

test('templates are filtered by status and language; a paused one stands under all only', async () => {
  expect(new Set((await list('?status=approved')).map(([, , status]) => status))).toEqual(new Set(['approved']))
  expect((await list('?status=rejected')).map(([name]) => name)).toEqual(['flash_sale'])
  expect((await list('?language=en_US')).map(([name]) => name)).toEqual(['order_update', 'follow_up'])
  expect(await list('?status=all')).toContainEqual(['order_review', 'id_ID', 'paused'])
})

test.each([
  ['APPROVED', 'invalid_field_value'],
  ['paused', 'invalid_field_value'],
])('the status %s is refused', async (status, code) => {
  const answer = await testVendor().call('GET', `/v1/templates?status=${status}`)
  expect([answer.status, answer.error['code'], answer.error['param']]).toEqual([400, code, 'status'])
})

test('following the cursor reaches every template once', async () => {
  const vendor = testVendor()
  const ids = []
  for (let query: string | null = 'limit=2'; query !== null;) {
    const { data, body } = await vendor.call('GET', `/v1/templates?${query}`)
    expect(rows(data).length).toBeLessThanOrEqual(2)
    ids.push(...rows(data).map(({ id }) => id))
    const { next_cursor: cursor } = body
    query = typeof cursor === 'string' ? `limit=2&cursor=${cursor}` : null
  }
  expect(ids).toHaveLength((await list('?limit=100')).length)
  expect(new Set(ids).size).toBe(ids.length)
})

test('one template is found by its name, and an unknown name is not found', async () => {
  const vendor = testVendor()
  expect((await vendor.call('GET', '/v1/templates/follow_up')).data).toMatchObject({ name: 'follow_up' })
  expect((await vendor.call('GET', '/v1/templates/nope')).error['code']).toBe('resource_not_found')
})

test('a template with as many values as it has variables goes out', async () => {
  const template = { name: 'order_update', language: 'id_ID', components: values('Ana', 'dikirim hari ini') }
  expect((await sendTemplate(template)).after).toMatchObject({ status: 'read' })
})

test.each([
  ['too few values', { name: 'order_update', language: 'id_ID', components: values('Ana') }],
  ['too many values', { name: 'follow_up', language: 'id_ID', components: values('Ana') }],
  ['no values at all', { name: 'order_update', language: 'id_ID' }],
])('a template with %s is accepted and fails later', async (_, template) => {
  const { status, after } = await sendTemplate(template)
  expect(status).toBe(202)
  const error = { code: 'template_param_count_mismatch', provider_code: 132_000 }
  expect(after).toMatchObject({ status: 'failed', error })
})

test('a paused template is accepted and fails later', async () => {
  const template = { name: 'order_review', language: 'id_ID', components: values('Ana', 'TJ-1') }
  const { status, after } = await sendTemplate(template)
  expect(status).toBe(202)
  expect(after).toMatchObject({ status: 'failed', error: { code: 'template_paused', provider_code: 132_015 } })
})

test.each([
  ['was rejected', { name: 'flash_sale', language: 'id_ID', components: values('Ana') }],
  ['is still pending', { name: 'survey', language: 'id_ID', components: values('Ana') }],
  ['lacks this language', { name: 'payment_reminder', language: 'en_US', components: values('1', '2', '3') }],
])('a template that %s is refused', async (_, template) => {
  const { status, refusal } = await sendTemplate(template)
  expect([status, refusal['code'], refusal['param']]).toEqual([400, 'invalid_template_name', 'template.name'])
})
