import { expect, test } from 'vitest'
import {
  abandonedClaims,
  outboxBacklog,
  claimDue,
  claimedFor,
  deleteOutbox,
  nextDueAt,
  owedPatches,
  putOutbox,
  releaseOutbox,
  unclaimedFor,
} from '../outbox.ts'
import type { OutboxPatch, OutboxRow, WaitingRow } from '../outbox.ts'
import type { Storage } from '../storage.ts'
import { actor, newWorkspace } from '../testing/rows.ts'
import type { Subject } from './subject.ts'

const tried = { status: [], assignee: [] }
const resolve: OutboxPatch = { status: 'resolved', tried }
const assign: OutboxPatch = { assignee: { agentId: 'agt_maya', vendorUserId: 'u1' }, tried }
const newerWins = (claimed: OutboxPatch, newer: OutboxPatch | null): OutboxPatch => ({ ...claimed, ...newer })

function conversationsOf(rows: readonly OutboxRow[]): string[] {
  return rows.map((row) => row.conversation_id)
}

export function outboxLaws({ storage, another, parallel }: Subject): void {
  async function put(workspaceId: string, conversationId: string, columns: Partial<WaitingRow> = {}): Promise<void> {
    await storage().write((tx) =>
      putOutbox(tx, {
        workspace_id: workspaceId,
        connection_id: 'con_a',
        conversation_id: conversationId,
        patch: resolve,
        actor,
        not_before_ms: 0,
        attempts: 0,
        last_error: null,
        created_ms: 1,
        ...columns,
      }),
    )
  }

  const claim = (workspaceId: string, { now = 1000, limit = 10, owner = 'w1', at = storage() } = {}) =>
    at.write((tx) => claimDue(tx, workspaceId, 'con_a', { now, owner, limit }))

  async function claimOne(workspaceId: string): Promise<OutboxRow> {
    const [row] = await claim(workspaceId)
    if (row === undefined) throw new Error('There was nothing to claim.')
    return row
  }

  test('a second row of a conversation takes the place and the turn of the one that waits', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'cnv_1')
    await put(workspaceId, 'cnv_2')
    const first = await unclaimedFor(storage().db, workspaceId, 'cnv_1')
    await put(workspaceId, 'cnv_1', { patch: assign, not_before_ms: 7 })
    const second = await unclaimedFor(storage().db, workspaceId, 'cnv_1')
    expect(second).toMatchObject({ id: first?.id, patch: assign, not_before_ms: 7, actor })
    expect(conversationsOf(await claim(workspaceId))).toEqual(['cnv_1', 'cnv_2'])
  })

  test('claims are of what is due, oldest first, as many as asked for, on one connection', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'cnv_late', { not_before_ms: 1001 })
    for (const id of ['cnv_1', 'cnv_2', 'cnv_3']) await put(workspaceId, id, { not_before_ms: 1000 })
    await put(workspaceId, 'cnv_b', { connection_id: 'con_b' })
    const rows = await claim(workspaceId, { limit: 2 })
    expect(rows).toMatchObject([
      { conversation_id: 'cnv_1', claimed_by: 'w1', claimed_ms: 1000 },
      { conversation_id: 'cnv_2', claimed_by: 'w1', claimed_ms: 1000 },
    ])
    expect(conversationsOf(await claim(workspaceId))).toEqual(['cnv_3'])
    expect(await claim(workspaceId)).toEqual([])
  })

  test('what waits behind a claimed row is not claimed before that one is settled', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'cnv_1')
    const claimed = await claimOne(workspaceId)
    await put(workspaceId, 'cnv_1', { patch: assign })
    expect(await claimedFor(storage().db, workspaceId, 'cnv_1')).toEqual(claimed)
    expect(await claim(workspaceId)).toEqual([])
    expect(await nextDueAt(storage().db, workspaceId, 'con_a')).toBeNull()
    expect((await owedPatches(storage().db, workspaceId, ['cnv_1'])).map((row) => row.patch)).toEqual([resolve, assign])
    await storage().write((tx) => deleteOutbox(tx, workspaceId, claimed.id))
    expect(await claim(workspaceId)).toMatchObject([{ patch: assign }])
  })

  test.runIf(parallel)('two workers that claim at once never get the same row', async () => {
    const workspaceId = await newWorkspace(storage())
    for (let index = 0; index < 30; index += 1) await put(workspaceId, `cnv_${index}`)
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        claim(workspaceId, { limit: 5, owner: `w${index}`, at: index % 2 === 0 ? storage() : another() }),
      ),
    )
    const rest = await claim(workspaceId, { limit: 30 })
    const all = conversationsOf([...claims.flat(), ...rest])
    expect(new Set(all).size).toBe(30)
    expect(all).toHaveLength(30)
  })

  test('a released row waits again in its old turn, with one attempt more', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'cnv_1')
    await put(workspaceId, 'cnv_2')
    const claimed = await claimOne(workspaceId)
    const failure = { notBefore: 500, lastError: 'http_502', join: newerWins }
    const released = await storage().write((tx) => releaseOutbox(tx, workspaceId, claimed.id, failure))
    expect(released).toEqual({
      ...claimed,
      claimed_by: null,
      claimed_ms: null,
      not_before_ms: 500,
      attempts: 1,
      last_error: 'http_502',
    })
    expect(await storage().write((tx) => releaseOutbox(tx, workspaceId, claimed.id, failure))).toBeUndefined()
  })

  test('a released row and the one that began to wait meanwhile become one, and the newer values win', async () => {
    const workspaceId = await newWorkspace(storage())
    const rina = { ...actor, id: 'agt_rina' }
    await put(workspaceId, 'cnv_1', { patch: { ...resolve, ...assign } })
    const claimed = await claimOne(workspaceId)
    await put(workspaceId, 'cnv_1', { patch: { status: 'pending', tried }, actor: rina, not_before_ms: 900 })
    const failure = { notBefore: 500, lastError: 'timeout', join: newerWins }
    await storage().write((tx) => releaseOutbox(tx, workspaceId, claimed.id, failure))
    expect(await owedPatches(storage().db, workspaceId, ['cnv_1'])).toMatchObject([
      { id: claimed.id, patch: { status: 'pending', assignee: assign.assignee }, actor: rina, not_before_ms: 900 },
    ])
  })

  test('what another worker left behind is found, and what this one works on is not', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'cnv_1')
    await claim(workspaceId, { owner: 'dead' })
    await put(workspaceId, 'cnv_2')
    await claim(workspaceId, { owner: 'alive' })
    await put(workspaceId, 'cnv_3')
    const left = await abandonedClaims(storage().db, workspaceId, 'con_a', 'alive')
    expect(conversationsOf(left)).toEqual(['cnv_1'])
  })

  test('the backlog counts what waits and what is under way, and the next one due is known', async () => {
    const workspaceId = await newWorkspace(storage())
    const state = async (db: Storage['db']) => [
      await outboxBacklog(db, workspaceId, 'con_a'),
      await nextDueAt(db, workspaceId, 'con_a'),
    ]
    expect(await state(storage().db)).toEqual([0, null])
    await put(workspaceId, 'cnv_1', { not_before_ms: 2000 })
    await put(workspaceId, 'cnv_2', { not_before_ms: 1000 })
    expect(await state(storage().db)).toEqual([2, 1000])
    await claim(workspaceId)
    expect(await state(storage().db)).toEqual([2, 2000])
  })
}
