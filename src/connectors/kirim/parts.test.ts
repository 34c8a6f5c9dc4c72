import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { readRows } from '../kit/rows.ts'
import { readMessage } from './map.ts'
import { readMeta } from './webhook-meta.ts'
import { fixture } from './stand-ins.ts'

const rows = readRows(z.object({ data: z.array(z.unknown()) }).parse(fixture('messages')).data, readMessage).rows
const byType = (type: string) => rows.filter((row) => row.type === type)

/** A message of a type as the message resource tells it. */
function told(type: string, fields: object) {
  const raw = { id: 'msg_1', direction: 'inbound', type, created_at: '2026-05-23T10:00:00.000Z', ...fields }
  const read = readMessage(raw)
  if (!read.ok) throw new Error(read.malformed.reason)
  return read.row
}

/** A message of a type as Meta tells it. */
function announced(type: string, fields: object) {
  const message = { from: '6281200000001', id: 'wamid.A', timestamp: '1716480001', type, ...fields }
  const { events } = readMeta({
    object: 'whatsapp_business_account',
    entry: [{ changes: [{ value: { messages: [message] } }] }],
  })
  const [event] = events
  if (event?.type !== 'inbound_message') throw new Error('no message was read')
  return event.message
}

test.each(['image', 'video', 'audio', 'document', 'sticker'])('a message of type %s has a file', (type) => {
  const media = { kind: type, mime_type: 'audio/ogg', filename: 'a.ogg', size: null }
  const mime_type = 'Audio/OGG; codecs=opus'
  expect(told(type, { mime_type, filename: 'a.ogg' }).media).toEqual(media)
  expect(announced(type, { [type]: { mime_type, filename: 'a.ogg' } }).media).toEqual(media)
})

test('a file has its place in the message even when nothing is told of it', () => {
  expect(told('sticker', {}).media).toEqual({ kind: 'sticker', mime_type: null, filename: null, size: null })
})

test.each(['', 'image', 'image/', 'image/png/x', 'image/<script>', 'text/html\r\nX: 1', 7])(
  '%j is no MIME type',
  (type) => {
    expect(told('image', { mime_type: type }).media?.mime_type).toBeNull()
  },
)

test('a place has coordinates; a name alone is a label', () => {
  expect(byType('location').map(({ location }) => location)).toEqual([
    { latitude: -6.2, longitude: 106.8, name: null, address: null },
    { latitude: -6.2, longitude: 106.8, name: 'Gudang', address: 'Jl. Melati 5' },
  ])
  const nowhere = told('location', { location: { name: 'Gudang', latitude: 91, longitude: 0 } })
  expect(nowhere).toMatchObject({ label: 'Gudang' })
  expect(nowhere.location).toBeUndefined()
})

test('contact cards of the vendor and of Meta say who and which numbers', () => {
  expect(byType('contacts')[0]?.contacts).toEqual([
    { name: 'Budi', phones: [] },
    { name: 'Citra Dewi', phones: [] },
    { name: null, phones: ['+62811'] },
  ])
  const phones = [{ phone: '+62 812', wa_id: '62812' }, { phone: '+62 812' }, 'none', { phone: '+62 813' }]
  expect(announced('contacts', { contacts: [{ name: { formatted_name: 'Budi' }, phones }] }).contacts).toEqual([
    { name: 'Budi', phones: ['+62 812', '+62 813'] },
  ])
})

test('a reaction names its message, and an empty emoji takes it back', () => {
  const message_id = 'msg_00000000000000000000000002'
  expect(byType('reaction').map(({ reaction }) => reaction)).toEqual([
    { message_id, emoji: '👍' },
    { message_id, emoji: null },
  ])
  expect(announced('reaction', { reaction: { message_id: 'wamid.B', emoji: '❤️' } }).reaction).toEqual({
    message_id: 'wamid.B',
    emoji: '❤️',
  })
})

test('an answer names the message that it answers', () => {
  expect(told('text', { content: 'Ya', context: { message_id: 'msg_2' } }).reply_to).toBe('msg_2')
  expect(announced('text', { text: { body: 'Ya' }, context: { from: '62', id: 'wamid.B' } }).reply_to).toBe('wamid.B')
  expect(told('text', { content: 'Ya', context: { forwarded: true } }).reply_to).toBeUndefined()
})

test('a choice is its title, with what stood below it', () => {
  const list_reply = { id: 'secret-payload', title: 'Ukuran M', description: 'Stok 3' }
  const choice = announced('interactive', { interactive: { type: 'list_reply', list_reply } })
  expect(choice).toMatchObject({ text: 'Ukuran M', label: 'Stok 3' })
  expect(JSON.stringify(choice)).not.toContain('secret-payload')
})

test('what is too long is cut, never within a character, and an id that is too long is none', () => {
  const long = `${'a'.repeat(254)}😀.pdf`
  const { media } = told('document', { filename: long })
  expect(media?.filename).toBe(`${'a'.repeat(254)}\u{fffd}`)
  const card = { name: 'n'.repeat(999), phones: Array.from({ length: 99 }, (_, index) => ({ phone: String(index) })) }
  const { contacts = [] } = told('contacts', { contacts: Array.from({ length: 999 }, () => card) })
  expect([contacts.length, contacts[0]?.name?.length, contacts[0]?.phones.length]).toEqual([50, 255, 10])
  expect(told('text', { content: 'x', context: { id: 'w'.repeat(257) } }).reply_to).toBeUndefined()
})
