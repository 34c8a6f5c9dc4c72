import { expect, test } from 'vitest'
import { readMeta } from './webhook-meta.ts'
import { metaBody } from './webhook-wire.ts'

/** What a webhook with one status says. */
function withStatus(status: Record<string, unknown>) {
  const given = { id: 'wamid.A', recipient_id: '6281234567890', ...status }
  const changes = [{ field: 'messages', value: { statuses: [given] } }]
  return readMeta(metaBody.parse({ object: 'whatsapp_business_account', entry: [{ id: '1', changes }] })).events
}

test.each([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['failed', 'failed'],
  ['warning', 'unknown'],
  ['constructor', 'unknown'],
  [7, 'unknown'],
  [undefined, 'unknown'],
])('the status %j of a message is %s in our words', (status, state) => {
  expect(withStatus({ status })).toMatchObject([{ type: 'message_status', state, code: null }])
})

test.each([
  [[{ code: 131_047, title: 'Re-engagement message' }], 'outside_24h_window'],
  [[{ code: 132_000 }, { code: 131_047 }], 'template_param_count_mismatch'],
  [[{ code: '131053' }], 'media_download_failed'],
  [[{ code: 130_472 }], '130472'],
  [[{ title: 'No code' }], null],
  [[null], null],
  ['none', null],
  [[], null],
])('a failure with the errors %j has the code %j', (errors, code) => {
  expect(withStatus({ status: 'failed', errors })).toMatchObject([{ state: 'failed', code }])
})
