import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { matchesSearch } from '#contract/conversation-search.ts'
import { digitsOf } from '#contract/digits.ts'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import { compareSortKeys, statuses } from '#contract/conversation.ts'
import type { Conversation } from '#contract/conversation.ts'
import { listKeyOf, listSorts } from '#contract/list-key.ts'
import { searchTextOf } from '#contract/search-text.ts'
import { hasWindow, CLOSING_SOON_MS, WINDOW_MS, windowStates } from '#contract/window.ts'
import { rowKeyOf } from '../conversation-order.ts'
import { insertConversations, listConversations } from '../conversations.ts'
import type { ConversationRow, ShownConversation } from '../conversations.ts'
import { AGENTS, CONNECTIONS, conversationRow, newWorkspace } from '../testing/rows.ts'
import type { Subject } from './subject.ts'

const letters = ['a', 'A', 'b', 'é', 'É', 'e', 'ñ', 'ß', 'İ', 'ı', 'ﬀ', 'K', 'Ω', '0', '6', '2', '8', '+', '-', '(']
const marks = ['%', '_', '\\', "'", '"', '*', '.', '\n', '\u00A0', 'ع', 'ر', '\u064E', 'ﷺ', '😀', '👩‍👩‍👧', '字', '\u0301']
const NOW = Date.UTC(2026, 0, 2)
/** The last moments before and the first after which a window closes, and closes soon. */
const edges = [NOW - WINDOW_MS, NOW - WINDOW_MS + CLOSING_SOON_MS].flatMap((ms) => [ms - 1, ms, ms + 1])
const phone = fc.constantFrom(null, '+62 812-3456-7890', '6281234567891', '+1 (555) 010-9999', '0812', '')

/** Few characters a case, so that names are found by chance, and nearly found, by what stands for any character elsewhere. */
const alphabet = fc.uniqueArray(fc.constantFrom(...letters, ...marks), { minLength: 2, maxLength: 4 })

const columns = fc.record({
  connection_id: fc.constantFrom(...CONNECTIONS),
  account_phone: phone,
  channel: fc.constantFrom('whatsapp', 'email'),
  starred: fc.constantFrom(0, 1),
  status: fc.constantFrom(...statuses),
  assignee_id: fc.constantFrom(null, ...AGENTS),
  sort_ms: fc.integer({ min: 0, max: 3 }),
  last_inbound_ms: fc.option(fc.constantFrom(1, ...edges, NOW - 1, NOW + 1)),
})

function conversationFrom(characters: readonly string[]): fc.Arbitrary<Partial<ConversationRow>> {
  const text = fc.string({ unit: fc.constantFrom(...characters, ' '), maxLength: 6 })
  const anything = fc.string({ unit: 'binary', maxLength: 4 }).map((name) => name.replaceAll('\0', ''))
  const contact = fc.record({
    contact_id: fc.constantFrom('ctc_1', 'ctc_2'),
    contact_name: fc.option(fc.oneof({ arbitrary: text, weight: 9 }, { arbitrary: anything, weight: 1 })),
    contact_email: fc.option(text.map((local) => `${local}@example.com`)),
    contact_phone: phone,
  })
  const tagged = fc.array(text, { maxLength: 2 })
  return fc.tuple(contact, columns, tagged).map(([contact, columns, tags]) =>
    Object.assign({}, contact, columns, {
      account_key: digitsOf(columns.account_phone),
      tags: JSON.stringify(tags),
      search_text: searchTextOf(
        { name: contact.contact_name, phone_number: contact.contact_phone, email: contact.contact_email },
        tags,
      ),
    }),
  )
}

function searchFrom(characters: readonly string[]): fc.Arbitrary<ConversationSearch> {
  const unit = fc.constantFrom(...characters, ...characters, '@', '8', '12')
  const word = fc.string({ unit, minLength: 1, maxLength: 4 })
  const filters = fc.record(
    {
      status: fc.constantFrom(...statuses),
      contact_id: fc.constantFrom('ctc_1', 'ctc_2'),
      assignee: fc.constantFrom('me', 'none', ...AGENTS, 'agt_nobody'),
      connection: fc.constantFrom(...CONNECTIONS, 'con_none'),
      account: fc.constantFrom('+6281234567890', '6281234567891', '15550109999'),
      channel: fc.constantFrom('whatsapp', 'email', 'none'),
      starred: fc.constantFrom('true' as const, 'false' as const),
      window: fc.constantFrom(...windowStates),
      sort: fc.constantFrom(...listSorts),
    },
    { requiredKeys: [] },
  )
  const q = fc.array(word, { maxLength: 2 }).map((words) => words.join(' '))
  return fc.oneof(
    filters,
    q.map((q) => ({ q })),
    fc.tuple(filters, q).map(([rest, q]) => Object.assign({}, rest, { q })),
  )
}

const scenario = alphabet.chain((characters) =>
  fc.record({
    rows: fc.array(conversationFrom(characters), { minLength: 1, maxLength: 10 }),
    searches: fc.array(searchFrom(characters), { minLength: 12, maxLength: 12 }),
    me: fc.constantFrom(null, ...AGENTS),
  }),
)

const instantOf = (ms: number) => new Date(ms).toISOString()

/** As much of a conversation as a search looks at, from what the database gave back. */
const tagsSchema = z.array(z.string())

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
    starred: view.starred === 1,
    unread_count: 0,
    last_message_at: instantOf(view.sort_ms),
    last_inbound_at: view.last_inbound_ms === null ? null : instantOf(view.last_inbound_ms),
    created_at: instant,
    updated_at: instant,
    version: 0,
    connection: { id: view.connection_id, vendor: '', vendor_name: '', name: '' },
    channel: view.channel,
    subject: null,
    tags: tagsSchema.parse(JSON.parse(view.tags)),
    preview: null,
    window_closes_at:
      view.last_inbound_ms === null || !hasWindow(view.channel) ? null : instantOf(view.last_inbound_ms + WINDOW_MS),
    outgoing: 'none',
    sync: { state: 'synced', kept_here: [], notices: [] },
  }
}

export function searchLaws({ storage }: Subject): void {
  test('a list holds exactly the conversations that the contract says belong to its search, where it says they stand', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ rows, searches, me }) => {
        const workspaceId = await newWorkspace(storage())
        const stored = rows.map((row, index) => conversationRow(workspaceId, `cnv_${index}`, row))
        await storage().write((tx) => insertConversations(tx, stored))
        const list = (search: ConversationSearch) =>
          listConversations(storage().db, workspaceId, search, { me, limit: 100, after: null, now: NOW })
        const all = await list({})
        expect(all).toHaveLength(rows.length)
        for (const search of searches) {
          const wanted = all
            .map(asConversation)
            .filter((conversation) => matchesSearch(conversation, search, me, NOW))
            .map((conversation) => listKeyOf(conversation, search.sort, NOW))
            .sort(compareSortKeys)
          expect((await list(search)).map((view) => rowKeyOf(view, search, NOW))).toEqual(wanted)
        }
      }),
      { numRuns: 60 },
    )
  })

  test.each([
    ['a%b', ['a%b']],
    ['a_b', ['a_b']],
    ['%', ['a%b']],
    ['\\', [String.raw`a\b`]],
    [`"'`, [`a"'b`]],
    ['a b', ['a%b', 'a_b', String.raw`a\b`, `a"'b`, 'axb']],
  ])('%s is looked for to the letter', async (q, names) => {
    const workspaceId = await newWorkspace(storage())
    const stored = ['a%b', 'a_b', String.raw`a\b`, `a"'b`, 'axb'].map((name) =>
      conversationRow(workspaceId, `cnv_${name}`, { contact_name: name, search_text: name }),
    )
    await storage().write((tx) => insertConversations(tx, stored))
    const found = await listConversations(
      storage().db,
      workspaceId,
      { q },
      { me: null, limit: 10, after: null, now: NOW },
    )
    expect(new Set(found.map((view) => view.contact_name))).toEqual(new Set(names))
  })

  test('a word that no text can hold finds nothing, not what is left of it', async () => {
    const workspaceId = await newWorkspace(storage())
    await storage().write((tx) =>
      insertConversations(tx, [conversationRow(workspaceId, 'cnv_1', { search_text: 'budi' })]),
    )
    const find = (q: string) =>
      listConversations(storage().db, workspaceId, { q }, { me: null, limit: 5, after: null, now: NOW })
    expect(await find('bu\0di')).toEqual([])
    expect(await find('bu')).toHaveLength(1)
  })
}
