import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { VendorConversation, VendorMessage } from '../reading.ts'
import { conversationSchema } from '#contract/conversation.ts'
import { messageSchema } from '#contract/message.ts'
import { fixture } from './stand-ins.ts'
import { toE164 } from '../kit/phone-number.ts'
import { readRows, type ReadRow } from '../kit/rows.ts'
import { readContact, readConversation, readMessage, toPatchBody } from './map.ts'
import { listEnvelope } from './wire.ts'

const rawConversations = () => listEnvelope.parse(fixture('conversations')).data
const rawMessages = () => listEnvelope.parse(fixture('messages')).data
const conversationLike = (changes: object) => ({ ...Object(rawConversations()[0]), ...changes })
const messageLike = (changes: object) => ({ ...Object(rawMessages()[0]), ...changes })

function conversation(changes: object = {}) {
  const result = readConversation(conversationLike(changes))
  if (!result.ok) throw new Error(result.malformed.reason)
  return result.row
}

function reasonAgainst(raw: unknown): string {
  const result = readConversation(raw)
  return result.ok ? 'none' : result.malformed.reason
}

test('the documented conversation reads in our words, times as epoch milliseconds', () => {
  expect(conversation()).toEqual({
    id: 'cnv_01HXYZABCDEFGHJKMNPQRSTVWX',
    channel: 'whatsapp',
    subject: null,
    starred: false,
    status: 'open',
    unknownStatus: null,
    contact: { id: 'ctc_01HXYZABCDEFGHJKMNPQRSTVWX', phoneNumber: '+6281234567890', name: 'Ana Wijaya', email: null },
    accountPhoneNumber: '+6285117600829',
    assignee: { id: 'V1StGXR8_Z5j', name: 'Maya Putri', email: 'maya@example.com' },
    unreadCount: 2,
    lastMessageAt: Date.UTC(2026, 4, 23, 10, 15),
    lastInboundAt: Date.UTC(2026, 4, 23, 10, 14, 30),
    createdAt: Date.UTC(2026, 4, 1, 8),
    updatedAt: Date.UTC(2026, 4, 23, 10, 15),
  })
})

test('every documented null is a null of ours', () => {
  const [, second] = readRows(rawConversations(), readConversation).rows
  expect(second).toMatchObject({
    contact: { phoneNumber: null, name: null },
    accountPhoneNumber: null,
    assignee: null,
    lastMessageAt: null,
    lastInboundAt: null,
  })
})

test.each([
  ['null', null],
  ['missing', undefined],
  ['without an id', { name: 'Maya' }],
  ['with a null id', { id: null, name: null, email: null }],
  ['with an empty id', { id: '', name: null, email: null }],
  ['with a blank id', { id: '  ', name: 'Maya', email: null }],
])('an assignee that is %s means unassigned', (_, assignee) => {
  expect(conversation({ assignee }).assignee).toBeNull()
})

test('a user id is opaque: no prefix or length is asked of it', () => {
  expect(conversation({ assignee: { id: '7' } }).assignee).toEqual({ id: '7', name: null, email: null })
})

test('a status that we do not know counts as open and keeps its word', () => {
  expect(conversation({ status: 'snoozed' })).toMatchObject({ status: 'open', unknownStatus: 'snoozed' })
})

test('fields that we do not know are passed over, optional ones may be missing', () => {
  const { whatsapp_account: _, unread_count: __, last_message_at: ___, ...rest } = conversationLike({ mood: ['new'] })
  expect(readConversation(rest)).toMatchObject({
    ok: true,
    row: { accountPhoneNumber: null, unreadCount: 0, lastMessageAt: null },
  })
})

test('a name of white space is no name, so that the number is shown', () => {
  expect(conversation({ contact: { id: 'ctc_1', name: ' ', phone_number: '' } }).contact).toMatchObject({
    name: null,
    phoneNumber: null,
  })
})

test('an unread count below zero is none', () => {
  expect(conversation({ unread_count: -1 }).unreadCount).toBe(0)
})

test('a time with another offset is the same instant', () => {
  expect(conversation({ last_message_at: '2026-05-23T17:15:00+07:00' }).lastMessageAt).toBe(
    Date.UTC(2026, 4, 23, 10, 15),
  )
})

test.each([
  ['created_at', 'yesterday'],
  ['updated_at', null],
  ['last_message_at', 'yesterday'],
  ['last_inbound_at', ''],
  ['last_inbound_at', 1_716_480_000],
  ['last_message_at', '2026-05-23T10:15:00'],
  ['created_at', '2026-02-30T10:15:00Z'],
  ['created_at', '1969-12-31T23:59:59Z'],
  ['updated_at', '9999-12-31T23:59:59-23:00'],
])('%s of %j makes the row malformed and is named in the reason', (field, value) => {
  expect(reasonAgainst(conversationLike({ [field]: value }))).toContain(field)
})

test.each([[''], ['../me'], ['..'], ['a/b'], ['a?b'], ['a b'], ['%2e'], ['a'.repeat(129)], [7], [null], [undefined]])(
  'a row whose id is %j is malformed',
  (id) => {
    expect(reasonAgainst(conversationLike({ id }))).toContain('id')
  },
)

test('one malformed row leaves the other rows of its page standing', () => {
  const raws = [conversationLike({ id: 'cnv_a' }), conversationLike({ id: 'cnv_b', created_at: 'soon' }), null]
  const { rows, malformed } = readRows(raws, readConversation)
  expect(rows.map(({ id }) => id)).toEqual(['cnv_a'])
  expect(malformed.map(({ vendorId }) => vendorId)).toEqual(['cnv_b', null])
  expect(malformed[1]?.payload).toBe('null')
})

test('a malformed payload is cut to 4 kB and stays well-formed', () => {
  const result = readConversation({ id: 'cnv_big', blob: `x${'🌸'.repeat(5000)}` })
  if (result.ok) throw new Error('expected a malformed row')
  expect(result.malformed.payload.length).toBeLessThanOrEqual(4096)
  expect(result.malformed.payload.isWellFormed()).toBe(true)
})

test('a row nested deeper than the stack is malformed, not a crash', () => {
  const depth = 200_000
  const raw: unknown = JSON.parse(`{"id":"cnv_deep","contact":${'['.repeat(depth)}${']'.repeat(depth)}}`)
  expect(readConversation(raw)).toMatchObject({ ok: false, malformed: { vendorId: 'cnv_deep' } })
})

test('each documented kind of message says what a line can show of it', () => {
  const { rows, malformed } = readRows(rawMessages(), readMessage)
  expect(malformed).toEqual([])
  expect(rows.map(({ type, text, label }) => [type, text, label])).toEqual([
    ['text', 'Kapan dikirim ya? 🙏', null],
    ['image', 'Ini resinya', 'resi.jpg'],
    ['document', null, 'bukti-transfer.pdf'],
    ['location', null, '-6.2, 106.8'],
    ['location', null, 'Gudang'],
    ['contacts', null, 'Budi, Citra Dewi, +62811'],
    ['reaction', null, '👍'],
    ['reaction', null, null],
    ['button', 'Ya, benar', null],
    ['interactive', 'Ukuran M', 'Stok 3'],
    ['template', 'Pesanan Anda dikirim.', 'order_update'],
    ['text', 'Hari ini sore, Kak', null],
    ['order', null, null],
  ])
})

test('delivery is told for outbound messages only, and a status that we do not know is unknown', () => {
  const { rows } = readRows(rawMessages(), readMessage)
  expect(rows.filter(({ direction }) => direction === 'inbound').every(({ delivery }) => delivery === null)).toBe(true)
  expect(rows.filter(({ direction }) => direction === 'outbound').map(({ delivery }) => delivery)).toEqual([
    { state: 'read', code: null },
    { state: 'failed', code: 'outside_24h_window' },
    { state: 'unknown', code: null },
  ])
})

test('a failure that only has the provider’s number is told by its name', () => {
  const raw = messageLike({ direction: 'outbound', status: 'failed', error: { provider_code: 131_047 } })
  expect(readMessage(raw)).toMatchObject({ row: { delivery: { state: 'failed', code: 'outside_24h_window' } } })
})

test('a number that nobody named stays the code', () => {
  const raw = messageLike({ direction: 'outbound', status: 'failed', error: { provider_code: 130_472 } })
  expect(readMessage(raw)).toMatchObject({ row: { delivery: { state: 'failed', code: '130472' } } })
})

test('parts of a message in an unexpected shape are passed over, its text is kept', () => {
  const raw = messageLike({ caption: 7, location: 'here', contacts: {}, reaction: [], error: 'none', status: 3 })
  expect(readMessage(raw)).toMatchObject({ ok: true, row: { text: 'Kapan dikirim ya? 🙏' } })
})

test('a message without a direction is malformed: nobody may be shown as having written it', () => {
  expect(readMessage(messageLike({ direction: undefined }))).toMatchObject({ ok: false })
})

test('a patch body holds only what changes, and null clears the assignee', () => {
  expect(toPatchBody({ status: 'resolved' })).toEqual({ status: 'resolved' })
  expect(toPatchBody({ assigneeId: null })).toEqual({ assigned_to: null })
  expect(toPatchBody({ status: 'open', assigneeId: 'V1StGXR8_Z5j' })).toEqual({
    status: 'open',
    assigned_to: 'V1StGXR8_Z5j',
  })
})

test.each([
  ['+62 851-1760-0829', '+6285117600829'],
  ['6285117600829', '+6285117600829'],
  ['', null],
  [null, null],
])('the number %j in its one form is %j', (given, expected) => {
  expect(toE164(given)).toBe(expected)
})

const damaged = (raws: readonly unknown[]) =>
  fc
    .tuple(fc.constantFrom(...raws), fc.dictionary(fc.constantFrom(...keysOf(raws)), fc.jsonValue()))
    .map(([raw, changes]): unknown => Object.assign({}, raw, changes))

function keysOf(raws: readonly unknown[]): string[] {
  return [...new Set(raws.flatMap((raw) => Object.keys(Object(raw))))]
}

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())

/** A row as the contract would carry it once the gateway has added its own fields. */
function carried(row: VendorConversation): unknown {
  return {
    id: row.id,
    object: 'conversation',
    status: row.status,
    starred: row.starred,
    subject: row.subject,
    tags: row.tags ?? [],
    unread_count: row.unreadCount,
    version: 1,
    contact: { ...row.contact, phone_number: row.contact.phoneNumber },
    whatsapp_account: { phone_number: row.accountPhoneNumber },
    assignee: row.assignee,
    preview: null,
    window_closes_at: null,
    outgoing: 'none',
    channel: 'whatsapp',
    last_message_at: iso(row.lastMessageAt),
    last_inbound_at: iso(row.lastInboundAt),
    created_at: iso(row.createdAt),
    updated_at: iso(row.updatedAt),
    connection: { id: 'con_1', vendor: 'kirim', vendor_name: 'Kirim.chat', name: 'Toko' },
    sync: { state: 'synced', kept_here: ['starred', 'read'], notices: [] },
  }
}

function carriedMessage({ createdAt, media, ...row }: VendorMessage): unknown {
  const file = media === undefined ? {} : { media: { ...media, href: '/media/cnv_1/msg_1' } }
  const ours = { object: 'message', conversation_id: 'cnv_1', key: null, author: null }
  return { ...row, ...file, ...ours, created_at: iso(createdAt) }
}

test('any JSON is a conversation that the contract can carry, or a malformed row with a reason', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), damaged(rawConversations())), (raw) => {
      expect(
        problemOf(readConversation(raw), (row) => conversationSchema.safeParse(carried(row)).error),
      ).toBeUndefined()
    }),
    { numRuns: 500 },
  )
})

test('any JSON is a message that the contract can carry, or a malformed row with a reason', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), damaged(rawMessages())), (raw) => {
      expect(problemOf(readMessage(raw), (row) => messageSchema.safeParse(carriedMessage(row)).error)).toBeUndefined()
    }),
    { numRuns: 500 },
  )
})

test('any JSON is a contact with an id, or a malformed row with a reason', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), damaged(listEnvelope.parse(fixture('contacts')).data)), (raw) => {
      expect(problemOf(readContact(raw), ({ id }) => (id === '' ? 'no id' : undefined))).toBeUndefined()
    }),
    { numRuns: 500 },
  )
})

function problemOf<T>(result: ReadRow<T>, check: (row: T) => unknown): unknown {
  if (result.ok) return check(result.row)
  return result.malformed.reason === '' ? 'no reason' : undefined
}
