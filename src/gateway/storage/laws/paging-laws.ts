import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SortKey } from '#contract/conversation.ts'
import { listSorts } from '#contract/list-key.ts'
import { CLOSING_SOON_MS, WINDOW_MS, windowClosesAt, windowState, windowStates } from '#contract/window.ts'
import { rowKeyOf } from '../conversation-order.ts'
import { insertConversations, listConversations, updateConversation } from '../conversations.ts'
import { listMessages, upsertMessages } from '../messages.ts'
import { conversationRow, newWorkspace } from '../testing/rows.ts'
import type { Subject } from './subject.ts'

/** A walk that does not end by itself then ends with rows that it met twice. */
const MORE_PAGES_THAN_ROWS = 100

const NOW = Date.UTC(2026, 0, 2)
/** A few moments on either side of those at which a window closes, and closes soon; or the customer never wrote. */
const edges = [NOW - WINDOW_MS, NOW - WINDOW_MS + CLOSING_SOON_MS].flatMap((ms) => [ms - 1, ms, ms + 1, ms + 2])
const inbound = fc.option(fc.constantFrom(1, ...edges))

const scenario = fc.record({
  /** Few different times, so that many rows share one and the id has to decide. */
  times: fc.array(fc.record({ sort_ms: fc.integer({ min: 0, max: 4 }), last_inbound_ms: inbound }), {
    minLength: 1,
    maxLength: 24,
  }),
  limit: fc.integer({ min: 1, max: 7 }),
  /** Filters and sorts, in each of which the database walks another way. */
  search: fc.record(
    {
      status: fc.constant('open' as const),
      sort: fc.constantFrom(...listSorts),
      window: fc.constantFrom(...windowStates),
      q: fc.constant('budi'),
      channel: fc.constant('whatsapp'),
      starred: fc.constant('true' as const),
    },
    { requiredKeys: [] },
  ),
  /** Before each page, how far the clock goes: windows turn and close meanwhile. */
  ticks: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 10 }),
  /** Before each page, the rows that get a new message. */
  moves: fc.array(fc.array(fc.nat(23), { maxLength: 4 }), { maxLength: 10 }),
})

function idOf(index: number): string {
  return `cnv_${String(index).padStart(2, '0')}`
}

function message(id: string, created_ms: number, delivery: string | null = null) {
  return { id, direction: 'outbound' as const, type: 'text', text: id, label: null, delivery, parts: null, created_ms }
}

const stateAt = (row: { last_inbound_ms: number | null }, at: number) =>
  windowState(windowClosesAt(row.last_inbound_ms), at)

const mark = (state: string) => JSON.stringify({ state, code: null })
const parts = (filename: string) => JSON.stringify({ media: { kind: 'document', filename } })

export function pagingLaws({ storage }: Subject): void {
  test('a walk through pages meets every row that stays in its place once, and no row twice', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ times, limit, search, ticks, moves }) => {
        const workspaceId = await newWorkspace(storage())
        const rows = times.map((columns, index) =>
          conversationRow(workspaceId, idOf(index), { search_text: 'budi', starred: 1, ...columns }),
        )
        await storage().write((tx) => insertConversations(tx, rows))
        const seen: string[] = []
        const moved = new Set<string>()
        let after: SortKey | null = null
        let newest = 100
        let now = NOW
        for (let page = 0; page < MORE_PAGES_THAN_ROWS; page += 1) {
          for (const index of moves[page] ?? []) {
            if (index >= rows.length) continue
            moved.add(idOf(index))
            newest += 1
            const sort_ms = newest
            await storage().write((tx) => updateConversation(tx, workspaceId, idOf(index), { sort_ms }))
          }
          now += ticks[page] ?? 0
          const views = await listConversations(storage().db, workspaceId, search, { me: null, limit, after, now })
          seen.push(...views.map((view) => view.id))
          const last = views.at(-1)
          if (last === undefined || views.length < limit) break
          after = rowKeyOf(last, search, now)
        }
        const turned = new Set(rows.filter((row) => stateAt(row, NOW) !== stateAt(row, now)).map((row) => row.id))
        const inPlace = seen.filter((id) => !turned.has(id))
        expect(new Set(inPlace).size).toBe(inPlace.length)
        // Without a filter by window also a row whose window closes meanwhile is met, though perhaps twice.
        const wanted = rows.filter(
          (row) => search.window === undefined || (!turned.has(row.id) && stateAt(row, now) === search.window),
        )
        expect(wanted.map((row) => row.id).filter((id) => !moved.has(id) && !seen.includes(id))).toEqual([])
      }),
      { numRuns: 120 },
    )
  })

  test('pages of messages follow each other from the newest to the oldest', async () => {
    const workspaceId = await newWorkspace(storage())
    const messages = [message('m1', 1), message('m3', 2), message('m2', 2), message('m4', 3)]
    await storage().write((tx) => upsertMessages(tx, workspaceId, 'cnv_1', messages))
    const first = await listMessages(storage().db, workspaceId, 'cnv_1', { limit: 2, before: null })
    expect(first.map((row) => row.id)).toEqual(['m4', 'm3'])
    const before = { ms: 2, id: 'm3' }
    const second = await listMessages(storage().db, workspaceId, 'cnv_1', { limit: 2, before })
    expect(second.map((row) => row.id)).toEqual(['m2', 'm1'])
  })

  test('a message that is stored again takes the place of its older self', async () => {
    const workspaceId = await newWorkspace(storage())
    await storage().write((tx) => upsertMessages(tx, workspaceId, 'cnv_1', [message('m1', 1)]))
    await storage().write((tx) =>
      upsertMessages(tx, workspaceId, 'cnv_1', [message('m1', 1, mark('sent')), message('m1', 1, mark('read'))]),
    )
    const rows = await listMessages(storage().db, workspaceId, 'cnv_1', { limit: 5, before: null })
    expect(rows).toMatchObject([{ id: 'm1', delivery: mark('read') }])
  })

  test('what a message holds beside its words is kept, and follows what the vendor tells of it later', async () => {
    const workspaceId = await newWorkspace(storage())
    const put = (name: string) =>
      storage().write((tx) => upsertMessages(tx, workspaceId, 'cnv_1', [{ ...message('m1', 1), parts: parts(name) }]))
    await put('nota "1".pdf')
    await put('nota 😀.pdf')
    const rows = await listMessages(storage().db, workspaceId, 'cnv_1', { limit: 5, before: null })
    expect(rows).toMatchObject([{ id: 'm1', parts: parts('nota 😀.pdf') }])
  })
}
