import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountKey, matchesSearch } from '#contract/conversation-search.ts'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import { statuses } from '#contract/conversation.ts'
import type { Conversation } from '#contract/conversation.ts'
import { searchTextOf } from '#contract/search-text.ts'
import { insertConversations, listConversations } from '../conversations.ts'
import type { ConversationRow, ShownConversation } from '../conversations.ts'
import { AGENTS, CONNECTIONS, conversationRow, newWorkspace } from '../testing/rows.ts'
import type { Subject } from './subject.ts'

const letters = ['a', 'A', 'b', 'é', 'É', 'e', 'ñ', 'ß', 'İ', 'ı', 'ﬀ', 'K', 'Ω', '0', '6', '2', '8', '+', '-', '(']
const marks = [
  '%',
  '_',
  '\\',
  "'",
  '"',
  '*',
  '.',
  ' ',
  '\n',
  '\u00A0',
  'ع',
  'ر',
  '\u064E',
  'ﷺ',
  '😀',
  '👩‍👩‍👧',
  '字',
  '\u0301',
]
const text = fc.string({ unit: fc.constantFrom(...letters, ...marks), maxLength: 12 })
const anything = fc.oneof(
  text,
  fc.string({ unit: 'binary', maxLength: 6 }).map((name) => name.replaceAll('\0', '')),
)
const phone = fc.constantFrom(null, '+62 812-3456-7890', '6281234567891', '+1 (555) 010-9999', '0812', '')

const contact = fc.record({
  contact_id: fc.constantFrom('ctc_1', 'ctc_2'),
  contact_name: fc.option(anything),
  contact_email: fc.option(text.map((local) => `${local}@example.com`)),
  contact_phone: phone,
})

const columns = fc.record({
  connection_id: fc.constantFrom(...CONNECTIONS),
  account_phone: phone,
  status: fc.constantFrom(...statuses),
  assignee_id: fc.constantFrom(null, ...AGENTS),
  sort_ms: fc.integer({ min: 0, max: 3 }),
})

/** Pieces of what is stored, so that a search often finds something, and sometimes nearly. */
function queryFrom(rows: readonly Partial<ConversationRow>[]): fc.Arbitrary<string> {
  const stored = rows.flatMap((row) => [row.contact_name ?? '', row.contact_email ?? '', row.contact_phone ?? ''])
  const piece = fc.tuple(fc.constantFrom(...stored, ''), fc.nat(8), fc.nat(8)).map(([whole, start, length]) =>
    Array.from(whole)
      .slice(start, start + length)
      .join(''),
  )
  return fc.array(fc.oneof(piece, anything), { maxLength: 3 }).map((pieces) => pieces.join(' '))
}

function searchFrom(rows: readonly Partial<ConversationRow>[]): fc.Arbitrary<ConversationSearch> {
  return fc.record(
    {
      status: fc.constantFrom(...statuses),
      contact_id: fc.constantFrom('ctc_1', 'ctc_2'),
      assignee: fc.constantFrom('me', 'none', ...AGENTS, 'agt_nobody'),
      connection: fc.constantFrom(...CONNECTIONS, 'con_none'),
      account: fc.constantFrom('+6281234567890', '6281234567891', '15550109999'),
      q: queryFrom(rows),
    },
    { requiredKeys: [] },
  )
}

const scenario = fc
  .array(fc.record({ contact, columns }), { minLength: 1, maxLength: 8 })
  .map((rows) =>
    rows.map((row): Partial<ConversationRow> => ({
      ...row.columns,
      ...row.contact,
      account_key: accountKey(row.columns.account_phone),
      search_text: searchTextOf({
        name: row.contact.contact_name,
        phone_number: row.contact.contact_phone,
        email: row.contact.contact_email,
      }),
    })),
  )
  .chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      searches: fc.array(searchFrom(rows), { minLength: 6, maxLength: 6 }),
      me: fc.constantFrom(null, ...AGENTS),
    }),
  )

/** As much of a conversation as a search looks at, from what the database gave back. */
function asConversation(view: ShownConversation): Conversation {
  const instant = '2026-01-01T00:00:00.000Z'
  return {
    id: view.id,
    object: 'conversation',
    status: view.status,
    contact: {
      id: view.contact_id,
      phone_number: view.contact_phone,
      name: view.contact_name,
      email: view.contact_email,
    },
    whatsapp_account: { phone_number: view.account_phone },
    assignee: view.assignee_id === null ? null : { id: view.assignee_id, name: null, email: null },
    unread_count: 0,
    last_message_at: null,
    last_inbound_at: null,
    created_at: instant,
    updated_at: instant,
    version: 0,
    connection: { id: view.connection_id, vendor: '', name: '' },
    channel: '',
    preview: null,
    window_closes_at: null,
    sync: { state: 'synced', kept_here: [], notice: null },
  }
}

export function searchLaws({ storage }: Subject): void {
  test('a list holds exactly the conversations that the contract says belong to its search', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ rows, searches, me }) => {
        const workspaceId = await newWorkspace(storage())
        const stored = rows.map((row, index) => conversationRow(workspaceId, `cnv_${index}`, row))
        await storage().write((tx) => insertConversations(tx, stored))
        const list = (search: ConversationSearch) =>
          listConversations(storage().db, workspaceId, search, { me, limit: 100, after: null })
        const all = await list({})
        expect(all).toHaveLength(rows.length)
        for (const search of searches) {
          const wanted = all.filter((view) => matchesSearch(asConversation(view), search, me))
          expect((await list(search)).map((view) => view.id)).toEqual(wanted.map((view) => view.id))
        }
      }),
      { numRuns: 60 },
    )
  })

  test('a word that no text can hold finds nothing, not what is left of it', async () => {
    const workspaceId = await newWorkspace(storage())
    await storage().write((tx) =>
      insertConversations(tx, [conversationRow(workspaceId, 'cnv_1', { search_text: 'budi' })]),
    )
    const find = (q: string) => listConversations(storage().db, workspaceId, { q }, { me: null, limit: 5, after: null })
    expect(await find('bu\0di')).toEqual([])
    expect(await find('bu')).toHaveLength(1)
  })
}
