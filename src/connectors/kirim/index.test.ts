import { expect, test } from 'vitest'
import { createKirim } from './index.ts'
import { answering } from '../kit/stand-ins.ts'
import { configWith, fixture } from './stand-ins.ts'

const json = (body: unknown, status = 200) => {
  return () => Response.json(body, { status })
}

function kirim(...answers: readonly (() => Response)[]) {
  const { fetch, requests } = answering(...answers)
  const connector = createKirim(configWith({ fetch }))
  const asked = () => requests.map(({ method, url }) => `${method} ${url.replace('https://vendor.test/v1', '')}`)
  return { connector, asked }
}

test('the account is the organisation with its rate limits', async () => {
  const { connector, asked } = kirim(json(fixture('me')))
  expect(await connector.account()).toEqual({
    accountId: 'org_01HXYZABCDEFGHJKMNPQRSTVWX',
    name: 'Toko Jakarta',
    readPerMinute: 600,
    writePerMinute: 60,
  })
  expect(asked()).toEqual(['GET /me'])
})

test('an account that tells no limits and no name is still an account', async () => {
  const { connector } = kirim(json({ data: { organization: { id: 'org_1' } } }))
  expect(await connector.account()).toEqual({
    accountId: 'org_1',
    name: 'org_1',
    readPerMinute: null,
    writePerMinute: null,
  })
})

test('a page asks with every filter given and hands on the cursor', async () => {
  const { connector, asked } = kirim(json(fixture('conversations')))
  const page = await connector.listConversations({ status: 'open', contactId: 'ctc_1', cursor: 'a+b/=', limit: 100 })
  expect(asked()).toEqual(['GET /conversations?status=open&contact_id=ctc_1&cursor=a%2Bb%2F%3D&limit=100'])
  expect(page.rows.map(({ id }) => id)).toEqual(['cnv_01HXYZABCDEFGHJKMNPQRSTVWX', 'cnv_WNYBPWH8ZQ4T7V2M9K5D3C1F0G'])
  expect(page.nextCursor).toBe('eyJpZCI6ImNudl8wMSIsInRzIjoiMjAyNi0wNS0wMiJ9')
})

test.each([
  [{ data: [], has_more: false, next_cursor: null }, null],
  [{ data: [], has_more: false, next_cursor: 'left over' }, null],
  [{ data: [], has_more: true, next_cursor: '' }, null],
  [{ data: [] }, null],
  [{ data: [], next_cursor: 'more' }, 'more'],
])('after %j the next cursor is %j', async (envelope, expected) => {
  const { connector } = kirim(json(envelope))
  expect((await connector.listConversations({})).nextCursor).toBe(expected)
})

test.each([[[]], [null], [{}], [{ data: null }], [{ data: {} }], ['text']])(
  'a list answer of the shape %j is malformed',
  async (body) => {
    const { connector } = kirim(json(body))
    await expect(connector.listConversations({})).rejects.toMatchObject({ kind: 'malformed', code: 'bad_shape' })
  },
)

test('one conversation is read by its id', async () => {
  const { connector, asked } = kirim(json(fixture('conversation-patched')))
  expect(await connector.getConversation('cnv_1')).toMatchObject({ status: 'resolved', assignee: null })
  expect(asked()).toEqual(['GET /conversations/cnv_1'])
})

test.each([[''], ['.'], ['..'], ['%2e%2e'], ['cnv_1/../../me'], ['cnv_1?x=1'], ['\uD800']])(
  'the id %j is not found without asking, so it can never change the path',
  async (id) => {
    const { connector, asked } = kirim(json(fixture('me')))
    await expect(connector.getConversation(id)).rejects.toMatchObject({ kind: 'not_found', code: 'resource_not_found' })
    await expect(connector.patchConversation(id, {})).rejects.toMatchObject({ kind: 'not_found' })
    expect(asked()).toEqual([])
  },
)

test('a single row that cannot be read is malformed and names the field', async () => {
  const { connector } = kirim(json(fixture('conversation-abbreviated')))
  await expect(connector.getConversation('cnv_1')).rejects.toMatchObject({
    kind: 'malformed',
    code: 'bad_row',
    message: expect.stringContaining('created_at'),
  })
})

test('a patch answers with the conversation that the vendor now holds', async () => {
  const { connector, asked } = kirim(json(fixture('conversation-patched')))
  expect(await connector.patchConversation('cnv_1', { status: 'resolved' })).toMatchObject({
    conversation: { status: 'resolved' },
    notApplied: [],
  })
  expect(asked()).toEqual(['PATCH /conversations/cnv_1'])
})

test('a patch whose answer is as short as the documented example is completed by a read', async () => {
  const { connector, asked } = kirim(json(fixture('conversation-abbreviated')), json(fixture('conversation-patched')))
  expect(await connector.patchConversation('cnv_1', { status: 'resolved' })).toMatchObject({
    conversation: { status: 'resolved' },
    notApplied: [],
  })
  expect(asked()).toEqual(['PATCH /conversations/cnv_1', 'GET /conversations/cnv_1'])
})

test('a patch whose answer cannot be completed is malformed, never the 404 of the read behind it', async () => {
  const { connector } = kirim(json(fixture('conversation-abbreviated')), json({}, 404))
  await expect(connector.patchConversation('cnv_1', {})).rejects.toMatchObject({ kind: 'malformed', code: 'bad_row' })
})

test('a patch that the vendor refuses is not followed by a read', async () => {
  const refusal = { error: { code: 'invalid_field_value', param: 'assigned_to' } }
  const { connector, asked } = kirim(json(refusal, 400))
  await expect(connector.patchConversation('cnv_1', { assigneeId: 'nobody' })).rejects.toMatchObject({
    kind: 'rejected',
    code: 'invalid_field_value',
    param: 'assigned_to',
  })
  expect(asked()).toEqual(['PATCH /conversations/cnv_1'])
})

test('messages come newest first whatever order the vendor chose', async () => {
  const { connector, asked } = kirim(json(fixture('messages')))
  const { rows } = await connector.listMessages({ conversationId: 'cnv_1', limit: 30 })
  const times = rows.map(({ createdAt }) => createdAt)
  expect(times).toHaveLength(13)
  expect(times).toEqual(times.toSorted((a, b) => b - a))
  expect(asked()).toEqual(['GET /messages?conversation_id=cnv_1&limit=30'])
})

test('contacts are looked up by their number in the form that the vendor takes', async () => {
  const { connector, asked } = kirim(json(fixture('contacts')))
  expect(await connector.findContacts('62 812-3456-7890')).toEqual([
    { id: 'ctc_01HXYZABCDEFGHJKMNPQRSTVWX', accountPhoneNumber: '+62 851-1760-0829' },
    { id: 'ctc_WNYBPWH8ZQ4T7V2M9K5D3C1F0G', accountPhoneNumber: null },
  ])
  expect(asked()).toEqual(['GET /contacts?phone=%2B6281234567890&limit=100'])
})

test('a contact with another number than the one asked for is left out', async () => {
  const { connector } = kirim(json(fixture('contacts')))
  expect(await connector.findContacts('+6281999999999')).toEqual([])
})

test.each([[''], ['unknown'], ['+0812'], ['+12']])('nobody has the number %j, and nobody is asked', async (number) => {
  const { connector, asked } = kirim(json(fixture('contacts')))
  expect(await connector.findContacts(number)).toEqual([])
  expect(asked()).toEqual([])
})
