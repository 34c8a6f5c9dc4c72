import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { statuses } from '#contract/conversation.ts'
import { CLOSING_CAP } from '#contract/counts.ts'
import type { CountCell } from '#contract/counts.ts'
import { CLOSING_SOON_MS, WINDOW_MS } from '#contract/window.ts'
import { getConversation, insertConversations, updateConversation } from '../conversations.ts'
import { adjustCounts, countClosing, countDeltas, countDrift, readCounts } from '../counts.ts'
import type { Storage } from '../storage.ts'
import { AGENTS, conversationRow, newWorkspace } from '../testing/rows.ts'
import type { Subject } from './subject.ts'

const ids = ['cnv_1', 'cnv_2', 'cnv_3'] as const

const write = fc.record({
  id: fc.constantFrom(...ids),
  columns: fc.record({
    status: fc.constantFrom(...statuses),
    assignee_id: fc.constantFrom(null, ...AGENTS),
    unread_count: fc.integer({ min: 0, max: 2 }),
    starred: fc.constantFrom(0, 1),
    channel: fc.constantFrom('whatsapp', 'email'),
    removed_ms: fc.constantFrom(null, null, 5),
  }),
})

const cell = (columns: Partial<CountCell>): CountCell => ({
  connection: 'con_a',
  channel: 'whatsapp',
  account: '',
  status: 'open',
  assignee: null,
  count: 1,
  unread: 0,
  starred: 0,
  ...columns,
})

async function writeCounted(
  storage: Storage,
  workspaceId: string,
  id: string,
  columns: Partial<ReturnType<typeof conversationRow>>,
): Promise<void> {
  await storage.write(async (tx) => {
    const before = await getConversation(tx, workspaceId, id)
    const after = { ...(before ?? conversationRow(workspaceId, id)), ...columns }
    if (before === undefined) await insertConversations(tx, [conversationRow(workspaceId, id, columns)])
    else await updateConversation(tx, workspaceId, id, columns)
    await adjustCounts(tx, workspaceId, countDeltas(before ?? null, after))
  })
}

export function countsLaws({ storage, another, parallel }: Subject): void {
  const drift = (workspaceId: string) =>
    storage().snapshot((db) => countDrift(db, workspaceId, 'con_a', { rowsPerPage: 2 }))

  test('after any writes the counts are what counting all rows again gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(write, { maxLength: 15 }), async (writes) => {
        const workspaceId = await newWorkspace(storage())
        for (const { id, columns } of writes) await writeCounted(storage(), workspaceId, id, columns)
        const cells = await readCounts(storage().db, workspaceId)
        const present = new Map(writes.map(({ id, columns }) => [id, columns]))
        const visible = [...present.values()].filter((row) => row.removed_ms === null)
        expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(visible.length)
        expect(cells.reduce((sum, { unread }) => sum + unread, 0)).toBe(
          visible.filter((row) => row.unread_count > 0).length,
        )
        expect(cells.reduce((sum, { starred }) => sum + starred, 0)).toBe(
          visible.filter((row) => row.starred === 1).length,
        )
        expect(await drift(workspaceId)).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  test('counts that went wrong are right once the drift is added', async () => {
    const workspaceId = await newWorkspace(storage())
    await writeCounted(storage(), workspaceId, 'cnv_1', { assignee_id: 'agt_maya', unread_count: 2 })
    await writeCounted(storage(), workspaceId, 'cnv_2', {})
    const right = await readCounts(storage().db, workspaceId)
    const wrong = [cell({}), cell({ status: 'resolved', count: 4, unread: 4 })]
    await storage().write((tx) => adjustCounts(tx, workspaceId, wrong))
    const found = await drift(workspaceId)
    expect(found).toHaveLength(2)
    await storage().write((tx) => adjustCounts(tx, workspaceId, found))
    expect(await readCounts(storage().db, workspaceId)).toEqual(right)
    expect(right).toEqual([cell({}), cell({ assignee: 'agt_maya', unread: 1 })])
  })

  test('deltas of the same cell add up, and an empty cell is left out', async () => {
    const workspaceId = await newWorkspace(storage())
    const gone = cell({ status: 'pending' })
    await storage().write((tx) =>
      adjustCounts(tx, workspaceId, [cell({}), cell({ unread: 1 }), gone, { ...gone, count: -1 }]),
    )
    expect(await readCounts(storage().db, workspaceId)).toEqual([cell({ count: 2, unread: 1 })])
  })

  test('what closes soon is counted by the clock, open ones only, and no further than the cap', async () => {
    const workspaceId = await newWorkspace(storage())
    const now = Date.UTC(2026, 0, 2)
    const firstToTurn = now - WINDOW_MS + CLOSING_SOON_MS
    const row = (name: string, columns: object) => conversationRow(workspaceId, `cnv_${name}`, columns)
    await storage().write((tx) =>
      insertConversations(tx, [
        row('never', {}),
        row('closed', { last_inbound_ms: now - WINDOW_MS }),
        row('turns', { last_inbound_ms: firstToTurn }),
        row('pending', { last_inbound_ms: now - WINDOW_MS + 1, status: 'pending' }),
        row('removed', { last_inbound_ms: now - WINDOW_MS + 1, removed_ms: 1 }),
        row('closing', { last_inbound_ms: now - WINDOW_MS + 2 }),
      ]),
    )
    expect(await countClosing(storage().db, workspaceId, now)).toBe(1)
    expect(await countClosing(storage().db, workspaceId, now + 1)).toBe(2)
    expect(await countClosing(storage().db, workspaceId, now + 2)).toBe(1)
    const crowd = Array.from({ length: CLOSING_CAP }, (_, place) => row(`x${place}`, { last_inbound_ms: firstToTurn }))
    await storage().write((tx) => insertConversations(tx, crowd))
    expect(await countClosing(storage().db, workspaceId, now + 1)).toBe(CLOSING_CAP)
  })

  test.runIf(parallel)('writers that count the same cells in opposite order do not block each other', async () => {
    const workspaceId = await newWorkspace(storage())
    const cells = AGENTS.map((assignee) => cell({ assignee }))
    const opposite = cells.toReversed()
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? storage() : another()).write((tx) =>
          adjustCounts(tx, workspaceId, index % 2 === 0 ? cells : opposite),
        ),
      ),
    )
    expect((await readCounts(storage().db, workspaceId)).map(({ count }) => count)).toEqual([20, 20, 20])
  })
}
