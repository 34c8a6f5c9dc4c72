import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { VendorEvent, WebhookDelivery } from '../webhooks.ts'
import { fixture, NOW, signatureHeader } from './stand-ins.ts'
import { readDelivery } from './webhook.ts'

const SECRET = 'whsec_C0ldBrewTestSecret'
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

type Sent = {
  body: Uint8Array
  signature?: string | undefined
  signedWith?: readonly string[]
  signedAt?: number
  headers?: Record<string, string>
}

/** Reads a delivery as the vendor would send it, with the parts that a test spoils. */
function receive(sent: Sent, secrets: readonly string[] = [SECRET], now = NOW): WebhookDelivery | null {
  const { body, signedWith = [SECRET], signedAt = NOW, headers = {} } = sent
  const signature = sent.signature ?? signatureHeader(body, signedWith, signedAt)
  return readDelivery({ headers: new Headers({ ...headers, 'X-Kirim-Signature': signature }), body }, secrets, now)
}

const eventsOf = (value: unknown): VendorEvent[] | undefined => receive({ body: bytesOf(value) })?.events
const closed = () => bytesOf(fixture('webhook-conversation-closed'))

test('a delivery signed with our secret is read', () => {
  expect(receive({ body: closed() })?.event).toBe('conversation.closed')
})

test('a forged signature is refused', () => {
  expect(receive({ body: closed(), signedWith: ['whsec_guess'] })).toBeNull()
})

test('a body that changed after it was signed is refused', () => {
  const signature = signatureHeader(closed(), [SECRET], NOW)
  const body = closed()
  body[10] = (body[10] ?? 0) ^ 1
  expect(receive({ body, signature })).toBeNull()
  expect(receive({ body: closed().subarray(0, -1), signature })).toBeNull()
})

test('any single changed byte, in the body or the signature, is refused', () => {
  const body = closed()
  const signature = signatureHeader(body, [SECRET], NOW)
  const bodyByte = fc.record({ at: fc.nat(body.length - 1), flip: fc.integer({ min: 1, max: 255 }) })
  fc.assert(
    fc.property(bodyByte, fc.nat(63), ({ at, flip }, digit) => {
      const spoilt = body.map((byte, index) => (index === at ? byte ^ flip : byte))
      expect(receive({ body: spoilt, signature })).toBeNull()
      const start = signature.indexOf('v1=') + 3 + digit
      const other = signature[start] === '0' ? '1' : '0'
      expect(receive({ body, signature: signature.slice(0, start) + other + signature.slice(start + 1) })).toBeNull()
    }),
  )
})

test('a signature that was cut short is refused', () => {
  const whole = signatureHeader(closed(), [SECRET], NOW)
  const lengths = Array.from({ length: whole.length }, (_, length) => length)
  expect(lengths.filter((length) => receive({ body: closed(), signature: whole.slice(0, length) }) !== null)).toEqual(
    [],
  )
})

test.each([[''], ['nonsense'], ['t=,v1='], ['v1=00'], [`t=${NOW / 1000}`], [`t=${NOW / 1000},v1=${'0'.repeat(64)}`]])(
  'the signature header %j is refused',
  (signature) => {
    expect(receive({ body: closed(), signature })).toBeNull()
  },
)

test('a delivery without a signature header is refused', () => {
  expect(readDelivery({ headers: new Headers(), body: closed() }, [SECRET], NOW)).toBeNull()
})

test.each([
  [-301_000, false],
  [-300_000, true],
  [0, true],
  [300_000, true],
  [301_000, false],
])('a signature %i ms away from now is accepted: %s', (distance, accepted) => {
  expect(receive({ body: closed(), signedAt: NOW + distance }) !== null).toBe(accepted)
})

test('an old signature cannot be given a new time', () => {
  const old = signatureHeader(closed(), [SECRET], NOW - 3_600_000)
  expect(receive({ body: closed(), signature: old.replace(/^t=\d+/, `t=${NOW / 1000}`) })).toBeNull()
})

test('while a secret is rotated any of ours may match any v1, at every position', () => {
  const signedWith = ['whsec_old', SECRET, 'whsec_other']
  expect(receive({ body: closed(), signedWith })).not.toBeNull()
  expect(receive({ body: closed(), signedWith }, ['whsec_old'])).not.toBeNull()
  expect(receive({ body: closed(), signedWith }, ['whsec_none', 'whsec_other'])).not.toBeNull()
  expect(receive({ body: closed(), signedWith }, ['whsec_none'])).toBeNull()
})

test('a malformed v1 beside a good one does no harm', () => {
  const signature = `${signatureHeader(closed(), [SECRET], NOW)},v1=zz,v1=,v0=00, v1=abc`
  expect(receive({ body: closed(), signature })).not.toBeNull()
})

test('without a secret everything is refused, and an empty secret is none', () => {
  expect(receive({ body: closed() }, [])).toBeNull()
  expect(receive({ body: closed(), signedWith: [''] }, ['', ' '])).toBeNull()
})

test('the signature is over bytes: text that is not ASCII, or not even UTF-8, verifies as it came', () => {
  const emoji = bytesOf({ type: 'later.event', id: 'evt_1', data: 'Kapan dikirim ya? 🙏 — مرحبا' })
  expect(receive({ body: emoji })?.event).toBe('later.event')
  const invalid = Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d)
  expect(receive({ body: invalid, headers: { 'X-Kirim-Event': 'contact.updated' } })).toMatchObject({
    events: [{ type: 'ignored', event: 'contact.updated' }],
  })
})

test('an inbound message carries the customer, the account and the message', () => {
  expect(eventsOf(fixture('webhook-message-received'))).toEqual([
    {
      type: 'inbound_message',
      customerNumber: '+6281234567890',
      accountNumber: '+6285117600829',
      conversationId: null,
      contactName: 'Ana Wijaya 🌸',
      message: {
        id: 'wamid.HBgNNjI4MTIzNDU2Nzg5MBUCABIYIDM',
        direction: 'inbound',
        type: 'text',
        text: 'Kapan dikirim ya? 🙏',
        label: null,
        delivery: null,
        createdAt: 1_716_480_000_000,
      },
    },
  ])
})

test('every entry, change, message and status of a body is read, and a broken one hides no other', () => {
  const events = eventsOf(fixture('webhook-message-batch')) ?? []
  const inbound = events.flatMap((event) => (event.type === 'inbound_message' ? [event] : []))
  expect(inbound.map(({ contactName, message }) => [contactName, message.id, message.text])).toEqual([
    ['Ana', 'wamid.A', 'rusak'],
    ['Budi', 'wamid.B', 'Ya'],
  ])
  expect(inbound[0]?.accountNumber).toBe('+6285117600829')
  expect(events.filter(({ type }) => type !== 'inbound_message')).toEqual([
    { type: 'ignored', event: 'message.received' },
    {
      type: 'message_status',
      vendorMessageId: 'wamid.C',
      customerNumber: '+6281200000003',
      state: 'delivered',
      code: null,
    },
  ])
})

test('a later generation’s body names the conversation and the message as REST does', () => {
  expect(eventsOf(fixture('webhook-message-received-later-generation'))).toMatchObject([
    {
      conversationId: 'cnv_01HXYZABCDEFGHJKMNPQRSTVWX',
      message: { id: 'msg_01HXYZABCDEFGHJKMNPQRSTVWX', text: 'Halo' },
    },
  ])
})

test('a conversation named beside several messages is given to none of them: it could be any one’s', () => {
  const kirim = { message_id: 'msg_1', conversation_id: 'cnv_1' }
  const events = eventsOf({ ...Object(fixture('webhook-message-batch')), kirim }) ?? []
  const inbound = events.flatMap((event) => (event.type === 'inbound_message' ? [event] : []))
  expect(inbound.map(({ conversationId, message }) => [conversationId, message.id])).toEqual([
    [null, 'wamid.A'],
    [null, 'wamid.B'],
  ])
})

test('an assignment names the conversation and the user, null or empty meaning nobody', () => {
  const envelope = fixture('webhook-conversation-assigned')
  const conversationId = 'cnv_01HXYZABCDEFGHJKMNPQRSTVWX'
  expect(eventsOf(envelope)).toEqual([{ type: 'assigned', conversationId, assigneeId: 'V1StGXR8_Z5j' }])

  const nobody = [{ type: 'assigned', conversationId, assigneeId: null }]
  const withAssignee = (assignee: unknown) => {
    return { ...Object(envelope), data: { conversation: { id: conversationId }, assignee } }
  }
  expect(eventsOf(withAssignee(null))).toEqual(nobody)
  expect(eventsOf(withAssignee({ user_id: null, previous_user_id: 'x' }))).toEqual(nobody)
  expect(eventsOf(withAssignee({ user_id: '' }))).toEqual(nobody)
})

test('an assignment that does not say to whom changes nothing', () => {
  const body = { type: 'conversation.assigned', data: { conversation: { id: 'cnv_1' } } }
  expect(eventsOf(body)).toEqual([{ type: 'ignored', event: 'conversation.assigned' }])
})

test('a closed conversation is a resolved one', () => {
  expect(eventsOf(fixture('webhook-conversation-closed'))).toEqual([
    { type: 'status', conversationId: 'cnv_01HXYZABCDEFGHJKMNPQRSTVWX', status: 'resolved' },
  ])
})

test.each([['contact.created'], ['contact.updated']])('%s carries the contact', (type) => {
  expect(eventsOf({ ...Object(fixture('webhook-contact-updated')), type })).toEqual([
    {
      type: 'contact',
      contactId: 'ctc_01HXYZABCDEFGHJKMNPQRSTVWX',
      name: 'Ana Wijaya',
      email: 'ana@example.com',
      phoneNumber: '+6281234567890',
    },
  ])
})

test('an envelope that says event instead of type is read too', () => {
  const { type, ...rest } = Object(fixture('webhook-conversation-closed'))
  expect(eventsOf({ ...rest, event: type })).toMatchObject([{ type: 'status' }])
})

test('an event that we do not know is ignored under its own name', () => {
  expect(eventsOf({ id: 'evt_1', type: 'customer.moved', data: {} })).toEqual([
    { type: 'ignored', event: 'customer.moved' },
  ])
})

test('a signed body that is not JSON is kept as an ignored event', () => {
  const body = new TextEncoder().encode('{"object":')
  expect(receive({ body, headers: { 'X-Kirim-Event': 'message.received' } })?.events).toEqual([
    { type: 'ignored', event: 'message.received' },
  ])
})

test('a repetition has the same key, whatever its attempt, delivery id and signature', () => {
  const first = receive({ body: closed(), headers: { 'X-Kirim-Attempt': '1', 'X-Kirim-Delivery-Id': 'wbd_1' } })
  const again = receive({
    body: closed(),
    signedAt: NOW + 60_000,
    headers: { 'X-Kirim-Attempt': '2', 'X-Kirim-Delivery-Id': 'wbd_2' },
  })
  expect(again?.dedupeKey).toBe(first?.dedupeKey)
})

test('unsigned headers cannot make a repetition look new', () => {
  const honest = receive({ body: closed(), headers: { 'X-Kirim-Event-Id': 'evt_02HXYZABCDEFGHJKMNPQRSTVWX' } })
  const altered = receive({ body: closed(), headers: { 'X-Kirim-Event-Id': 'evt_new', 'X-Kirim-Event': 'other' } })
  expect(altered?.dedupeKey).toBe(honest?.dedupeKey)
})

test('sent, delivered and read share an event id and still have keys of their own', () => {
  const text = JSON.stringify(fixture('webhook-message-status'))
  const keys = ['sent', 'delivered', 'read'].map((status) => {
    const body = new TextEncoder().encode(text.replace('delivered', status))
    const headers = { 'X-Kirim-Event': 'message.status', 'X-Kirim-Event-Id': 'wamid.HBgNNjI4MTIzNDU2Nzg5MBUCABEYEjQ' }
    return receive({ body, headers })?.dedupeKey
  })
  expect(new Set(keys).size).toBe(3)
})

test('any signed JSON yields at least one event and a key, and never throws', () => {
  const shapes = ['object', 'entry', 'type', 'event', 'id', 'data', 'kirim', 'conversation', 'assignee', 'contact']
  const names = [...shapes, 'changes', 'value', 'messages', 'statuses', 'contacts', 'from', 'timestamp', 'metadata']
  const leaf = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('whatsapp_business_account', 'conversation.assigned', 'contact.updated', 'text', '1716480000'),
  )
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), tie('tree')),
    ),
  }))
  fc.assert(
    fc.property(tree, (value) => {
      const delivery = receive({ body: bytesOf(value) })
      expect(delivery?.events.length).toBeGreaterThan(0)
      expect(delivery?.dedupeKey).toMatch(/:[\da-f]{64}$/)
    }),
    { numRuns: 500 },
  )
})
