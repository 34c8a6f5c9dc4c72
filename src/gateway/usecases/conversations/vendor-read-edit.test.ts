import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepableFields, statuses } from '#contract/conversation.ts'
import type { HeldField } from '#connectors/connector.ts'
import type { VendorConversation } from '#connectors/reading.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { madeIds } from './our-ids.ts'
import { vendorReadEdit } from './vendor-read-edit.ts'
import type { ReadContext } from './vendor-read-edit.ts'

const time = fc.integer({ min: 1, max: 9 })
const reads: fc.Arbitrary<VendorConversation> = fc.record({
  id: fc.constant('cnv_1'),
  status: fc.constantFrom(...statuses),
  unknownStatus: fc.constant(null),
  contact: fc.record({
    id: fc.constant('ctc_1'),
    phoneNumber: fc.constantFrom('+62811', null),
    name: fc.constantFrom('Ana', null),
    email: fc.constant(null),
  }),
  channel: fc.constant('whatsapp'),
  subject: fc.constant(null),
  starred: fc.boolean(),
  accountPhoneNumber: fc.constantFrom('+62851', null),
  assignee: fc.option(
    fc.record({ id: fc.constantFrom('u1', 'u2'), name: fc.constant(null), email: fc.constant(null) }),
  ),
  unreadCount: fc.nat({ max: 2 }),
  lastMessageAt: fc.option(time),
  lastInboundAt: fc.option(time),
  createdAt: fc.constant(1),
  updatedAt: time,
})
const contexts = fc.record({ pending: fc.subarray([...keepableFields]), readBegan: time })

function contextOf(given: Partial<ReadContext> = {}): ReadContext {
  return {
    workspaceId: 'wsp',
    connection: { id: 'con', name: 'Toko' },
    ids: madeIds('kirim', 'org_1'),
    channels: { whatsapp: { holds: ['status', 'assignee', 'starred', 'read', 'unread'], sends: null } },
    readBegan: 100,
    pending: [],
    agentOf: (id) => `agt_${id}`,
    announce: true,
    ...given,
  }
}

/** The row as it is after a first read. */
function rowOf(read: VendorConversation): ConversationRow {
  const edit = vendorReadEdit(undefined, read, contextOf())
  if (edit === null) throw new Error('A conversation that is not known is always taken in.')
  return edit.after
}

test('a read with an older updated_at is dropped whole', () => {
  fc.assert(
    fc.property(reads, reads, contexts, (first, second, context) => {
      fc.pre(second.updatedAt < first.updatedAt)
      expect(vendorReadEdit(rowOf(first), second, contextOf(context))).toBeNull()
    }),
  )
})

test('the same read again tells nothing new', () => {
  fc.assert(
    fc.property(reads, (read) => {
      expect(vendorReadEdit(rowOf(read), read, contextOf())).toBeNull()
    }),
  )
})

test('after a read without anything owed, the row says what the vendor says', () => {
  fc.assert(
    fc.property(reads, reads, (first, second) => {
      fc.pre(second.updatedAt >= first.updatedAt)
      const after = vendorReadEdit(rowOf(first), second, contextOf())?.after ?? rowOf(first)
      expect(after).toMatchObject({
        status: second.status,
        status_shadow: second.status,
        assignee_shadow: second.assignee?.id ?? null,
        assignee_id: second.assignee === null ? null : `agt_${second.assignee.id}`,
        starred: second.starred ? 1 : 0,
        contact_name: second.contact.name,
        unread_count: second.unreadCount,
        last_message_ms: second.lastMessageAt,
        sort_ms: second.lastMessageAt ?? 0,
        removed_ms: null,
      })
    }),
  )
})

test('a field that is owed keeps its value and its shadow, whatever the read says of it', () => {
  fc.assert(
    fc.property(reads, reads, contexts, (first, second, context) => {
      const row = { ...rowOf(first), status: 'pending' as const, assignee_id: 'agt_mine' }
      const edit = vendorReadEdit(row, second, contextOf({ pending: context.pending }))
      if (edit === null) return
      const kept = (columns: readonly (keyof ConversationRow)[]) => {
        for (const column of columns) expect(edit.after[column]).toBe(row[column])
      }
      if (context.pending.includes('status')) kept(['status', 'status_shadow'])
      if (context.pending.includes('assignee')) kept(['assignee_id', 'assignee_shadow', 'assignee_kept_here'])
      const told = edit.changes.map((change) => change.field)
      for (const field of context.pending) expect(told).not.toContain(field)
    }),
  )
})

test('whatever shows differently is told, and a field is told only where it moved', () => {
  fc.assert(
    fc.property(reads, reads, (first, second) => {
      const row = rowOf(first)
      const edit = vendorReadEdit(row, second, contextOf())
      fc.pre(edit !== null)
      const shown = [
        'status',
        'assignee_id',
        'contact_name',
        'contact_phone',
        'unread_count',
        'last_message_ms',
      ] as const
      const differs = shown.some((column) => edit.after[column] !== row[column])
      expect(edit.changes.length > 0 || !differs).toBe(true)
      expect(edit.changes.filter(({ field, from, to }) => field !== 'details' && from === to)).toEqual([])
    }),
  )
})

const plain: VendorConversation = {
  id: 'cnv_1',
  status: 'open',
  unknownStatus: null,
  contact: { id: 'ctc_1', phoneNumber: '+62811', name: 'Ana', email: null },
  channel: 'whatsapp',
  subject: null,
  starred: false,
  accountPhoneNumber: '+62851',
  assignee: null,
  unreadCount: 0,
  lastMessageAt: 5,
  lastInboundAt: 5,
  createdAt: 1,
  updatedAt: 5,
}

test('an assignee kept here stays while the vendor does not move, and goes when it does', () => {
  const row = { ...rowOf(plain), assignee_id: 'agt_sari', assignee_kept_here: 1 }
  const same = vendorReadEdit(row, { ...plain, unreadCount: 3, updatedAt: 6 }, contextOf())
  expect(same?.after).toMatchObject({ assignee_id: 'agt_sari', assignee_kept_here: 1, unread_count: 3 })
  const moved = { ...plain, assignee: { id: 'u1', name: null, email: null }, updatedAt: 6 }
  expect(vendorReadEdit(row, moved, contextOf())?.after).toMatchObject({ assignee_id: 'agt_u1', assignee_kept_here: 0 })
})

test('an e-mail that was learnt elsewhere survives a read that has none', () => {
  const row = { ...rowOf(plain), contact_email: 'ana@example.com' }
  const edit = vendorReadEdit(row, { ...plain, unreadCount: 1 }, contextOf())
  expect(edit?.after.contact_email).toBe('ana@example.com')
  expect(edit?.after.search_text).toContain('ana@example.com')
})

test('tags are the vendor’s word: told when they change, found by their names, and kept by a read that is silent of them', () => {
  const tagged = vendorReadEdit(rowOf(plain), { ...plain, tags: ['Grosir Á', 'vip'], updatedAt: 6 }, contextOf())
  expect(tagged?.after).toMatchObject({ tags: '["Grosir Á","vip"]', search_text: 'ana\n62811\ngrosir a\nvip' })
  expect(tagged?.changes.map(({ field }) => field)).toEqual(['details'])
  if (tagged === null) throw new Error('New tags are news.')
  expect(vendorReadEdit(tagged.after, { ...plain, updatedAt: 6 }, contextOf())).toBeNull()
  const cleared = vendorReadEdit(tagged.after, { ...plain, tags: [], updatedAt: 7 }, contextOf())
  expect(cleared?.after).toMatchObject({ tags: '[]', search_text: 'ana\n62811' })
})

test('a status that has no word here counts as open, and moves when the vendor’s word does', () => {
  const snoozed = { ...plain, unknownStatus: 'snoozed' }
  expect(rowOf(snoozed)).toMatchObject({ status: 'open', status_shadow: 'snoozed' })
  const opened = vendorReadEdit(rowOf(snoozed), { ...plain, updatedAt: 6 }, contextOf())
  expect(opened?.after.status_shadow).toBe('open')
  expect(opened?.changes).toEqual([])
})

test('a conversation that was gone and is shown again is told as created', () => {
  const row = { ...rowOf(plain), removed_ms: 7 }
  const edit = vendorReadEdit(row, plain, contextOf())
  expect(edit?.after.removed_ms).toBeNull()
  expect(edit?.changes.map((change) => change.field)).toEqual(['created'])
})

test('a newer message asks for a preview, and the first reading of everything announces no rows', () => {
  const row = { ...rowOf(plain), preview_ms: 5, preview_wanted: 0 }
  expect(vendorReadEdit(row, { ...plain, lastMessageAt: 8, updatedAt: 8 }, contextOf())?.after.preview_wanted).toBe(1)
  expect(vendorReadEdit(undefined, plain, contextOf({ announce: false }))?.changes).toEqual([])
  expect(vendorReadEdit(undefined, plain, contextOf())?.changes).toHaveLength(1)
})

const everything = ['status', 'assignee', 'starred', 'read', 'unread'] as const
const holding = (holds: readonly HeldField[]) => ({ whatsapp: { holds, sends: null } })
const ours = { status: 'pending' as const, assignee_id: 'agt_mine', starred: 1, unread_count: 7 }

test('what the channel does not hold is passed over whatever a read says, and shown as kept here', () => {
  fc.assert(
    fc.property(reads, reads, fc.subarray([...everything]), (first, second, holds) => {
      const channels = holding(holds)
      const known = vendorReadEdit(undefined, first, contextOf({ channels }))?.after
      if (known === undefined) throw new Error('A conversation that is not known is always taken in.')
      expect(known.status_kept_here).toBe(holds.includes('status') ? 0 : 1)
      expect(known.read_kept_here).toBe(holds.includes('read') ? 0 : 1)
      const row = { ...known, ...ours, last_inbound_ms: 9 }
      const edit = vendorReadEdit(row, second, contextOf({ channels }))
      if (edit === null) return
      const kept = (column: keyof ConversationRow) => expect(edit.after[column]).toBe(row[column])
      if (!holds.includes('status')) kept('status')
      if (!holds.includes('assignee')) kept('assignee_id')
      if (!holds.includes('starred')) kept('starred')
      const told = new Set<string>(edit.changes.map(({ field }) => field))
      expect(
        (['status', 'assignee', 'starred'] as const).filter((field) => told.has(field) && !holds.includes(field)),
      ).toEqual([])
    }),
  )
})

test('what a read leaves untold it does not change', () => {
  const untoldParts = fc.subarray(['status', 'assignee', 'starred', 'unread', 'activity'] as const)
  fc.assert(
    fc.property(reads, reads, untoldParts, (first, second, untold) => {
      const row = { ...rowOf(first), ...ours }
      const edit = vendorReadEdit(row, { ...second, untold }, contextOf())
      if (edit === null) return
      const kept = (columns: readonly (keyof ConversationRow)[]) => {
        for (const column of columns) expect(edit.after[column]).toBe(row[column])
      }
      if (untold.includes('status')) kept(['status', 'status_shadow'])
      if (untold.includes('assignee')) kept(['assignee_id', 'assignee_shadow'])
      if (untold.includes('starred')) kept(['starred', 'starred_shadow'])
      if (untold.includes('unread')) kept(['unread_count', 'unread_shadow'])
      if (untold.includes('activity')) kept(['last_message_ms', 'last_inbound_ms', 'sort_ms'])
    }),
  )
})

test('a status that the vendor did not take survives every read until the vendor has another one', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ unreadCount: fc.nat({ max: 3 }), updatedAt: time }), { maxLength: 5 }), (told) => {
      let row: ConversationRow = { ...rowOf(plain), status: 'resolved', status_kept_here: 1 }
      for (const more of told) row = vendorReadEdit(row, { ...plain, ...more }, contextOf())?.after ?? row
      expect(row).toMatchObject({ status: 'resolved', status_kept_here: 1 })
      const moved = { ...plain, status: 'pending' as const, updatedAt: 10 }
      expect(vendorReadEdit(row, moved, contextOf())?.after).toMatchObject({ status: 'pending', status_kept_here: 0 })
    }),
  )
})

test.each(['resolved', 'pending'] as const)(
  'a conversation kept here as %s opens when the customer writes',
  (status) => {
    const row = { ...rowOf(plain), status, status_kept_here: 1 }
    const edit = vendorReadEdit(row, { ...plain, lastMessageAt: 8, lastInboundAt: 8, updatedAt: 8 }, contextOf())
    expect(edit?.after.status).toBe('open')
    expect(edit?.changes.at(-1)).toMatchObject({ field: 'status', from: status, to: 'open', actor: { type: 'system' } })
    const answered = vendorReadEdit(row, { ...plain, lastMessageAt: 8, updatedAt: 8 }, contextOf())
    expect(answered?.after.status).toBe(status)
    const held = { ...row, status_kept_here: 0 }
    const unheard = vendorReadEdit(held, { ...plain, lastMessageAt: 8, lastInboundAt: 8, updatedAt: 8 }, contextOf())
    expect(unheard?.after.status).toBe(status)
  },
)

test('times that are told for the first time are no news, unless they are later than what an agent decided', () => {
  const known = vendorReadEdit(undefined, { ...plain, untold: ['activity'] }, contextOf())?.after ?? rowOf(plain)
  expect(known).toMatchObject({
    sort_ms: plain.createdAt,
    last_message_ms: null,
    activity_untold: 1,
    preview_wanted: 1,
  })
  const row = { ...known, status: 'resolved' as const, status_kept_here: 1, status_ms: 6 }
  const earlier = vendorReadEdit(row, plain, contextOf())
  expect(earlier?.after).toMatchObject({ status: 'resolved', sort_ms: 5, activity_untold: 0 })
  expect(earlier?.changes.map(({ field }) => field)).toEqual(['details'])
  const later = vendorReadEdit(row, { ...plain, lastMessageAt: 7, lastInboundAt: 7 }, contextOf())
  expect(later?.after.status).toBe('open')
})
