import { expect, test } from 'vitest'
import {
  abandonFirstMessages,
  claimFirstMessages,
  firstMessageById,
  firstMessageByKey,
  firstMessagesBacklog,
  firstMessagesOf,
  firstMessageUnderWay,
  insertFirstMessage,
  nextFirstMessageAt,
  pruneFirstMessages,
  updateFirstMessage,
} from '../first-messages.ts'
import type { FirstMessageRow } from '../first-messages.ts'
import { actor, newWorkspace } from '../testing/rows.ts'
import type { Subject } from './subject.ts'

const idsOf = (rows: readonly FirstMessageRow[]) => rows.map(({ id }) => id)
const to = (at: number) => `+6281200000${at}`

export function firstMessagesLaws({ storage, another, parallel }: Subject): void {
  const put = (workspaceId: string, id: string, columns: Partial<FirstMessageRow> = {}) =>
    storage().write((tx) =>
      insertFirstMessage(tx, {
        workspace_id: workspaceId,
        id,
        connection_id: 'con_a',
        key: `key_${id}`,
        to_number: to(1),
        from_number: null,
        content: { type: 'template', name: 'follow_up', language: 'id_ID', variables: ['Ana'] },
        text: 'Halo Ana',
        author: actor,
        client: 'tab_1',
        created_ms: 10,
        ...columns,
      }),
    )
  const claim = (workspaceId: string, { now = 1000, limit = 10, owner = 'w1', at = storage() } = {}) =>
    at.write((tx) => claimFirstMessages(tx, workspaceId, 'con_a', { now, owner, limit }))
  const settle = (workspaceId: string, id: string, columns: Parameters<typeof updateFirstMessage>[3]) =>
    storage().write((tx) => updateFirstMessage(tx, workspaceId, id, { claimed_by: null, ...columns }))

  test('a first message is read back as it was put, by its id and by its key', async () => {
    const workspaceId = await newWorkspace(storage())
    const row = await put(workspaceId, 'fst_1')
    expect(row).toMatchObject({
      state: 'owed',
      delivery: { state: 'waiting', code: null },
      content: { variables: ['Ana'] },
      author: actor,
    })
    expect(await firstMessageById(storage().db, workspaceId, 'fst_1')).toEqual(row)
    expect(await firstMessageByKey(storage().db, workspaceId, 'key_fst_1')).toEqual(row)
    expect(await firstMessageByKey(storage().db, 'wsp_other', 'key_fst_1')).toBeUndefined()
  })

  test('a key belongs to one first message of the workspace', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'fst_1')
    await expect(put(workspaceId, 'fst_2', { key: 'key_fst_1', to_number: to(2) })).rejects.toThrow(/unique/i)
  })

  test('one first message at a time is under way to a number from each of ours, until it is settled', async () => {
    const workspaceId = await newWorkspace(storage())
    const own = '+6285117600829'
    await put(workspaceId, 'fst_1')
    await expect(put(workspaceId, 'fst_2')).rejects.toThrow(/unique/i)
    await put(workspaceId, 'fst_3', { from_number: own })
    await put(workspaceId, 'fst_4', { connection_id: 'con_b' })
    await settle(workspaceId, 'fst_1', { state: 'taken' })
    await expect(put(workspaceId, 'fst_2')).rejects.toThrow(/unique/i)
    const found = () => firstMessageUnderWay(storage().db, workspaceId, 'con_a', to(1))
    expect(await found()).toMatchObject({ to_number: to(1) })
    for (const id of ['fst_1', 'fst_3']) await settle(workspaceId, id, { state: 'placed' })
    expect(await found()).toBeUndefined()
    await put(workspaceId, 'fst_2')
  })

  test('what is owed is claimed when it is due, and again when its conversation is to be found', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'fst_1')
    await put(workspaceId, 'fst_2', { to_number: to(2), created_ms: 20 })
    expect(await nextFirstMessageAt(storage().db, workspaceId, 'con_a')).toBe(10)
    expect(idsOf(await claim(workspaceId, { now: 15 }))).toEqual(['fst_1'])
    expect(await nextFirstMessageAt(storage().db, workspaceId, 'con_a')).toBe(20)
    await settle(workspaceId, 'fst_1', { state: 'taken', not_before_ms: 30 })
    expect(await firstMessagesBacklog(storage().db, workspaceId, 'con_a')).toBe(1)
    expect(await claim(workspaceId, { now: 30, limit: 1 })).toMatchObject([{ id: 'fst_2', first_tried_ms: 30 }])
    expect(await claim(workspaceId, { now: 30 })).toMatchObject([{ id: 'fst_1', first_tried_ms: 15, attempts: 2 }])
    for (const id of ['fst_1', 'fst_2']) await settle(workspaceId, id, { state: 'placed' })
    expect(await nextFirstMessageAt(storage().db, workspaceId, 'con_a')).toBeNull()
  })

  test('what another worker left behind is in doubt unless the vendor had confirmed it', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'fst_1')
    await put(workspaceId, 'fst_2', { to_number: to(2) })
    await claim(workspaceId, { owner: 'dead' })
    await storage().write((tx) => updateFirstMessage(tx, workspaceId, 'fst_2', { state: 'taken' }))
    await storage().write((tx) => abandonFirstMessages(tx, workspaceId, 'con_a', 'w2'))
    expect(await firstMessageById(storage().db, workspaceId, 'fst_1')).toMatchObject({
      claimed_by: null,
      in_doubt: 1,
      delivery: { state: 'checking' },
    })
    expect(await firstMessageById(storage().db, workspaceId, 'fst_2')).toMatchObject({ claimed_by: null, in_doubt: 0 })
  })

  test('authors are told of their own, of what is new or not settled, and of nothing that they put away', async () => {
    const workspaceId = await newWorkspace(storage())
    const old = { created_ms: 5 }
    await put(workspaceId, 'fst_old', { ...old, to_number: to(1) })
    await put(workspaceId, 'fst_gone', { ...old, to_number: to(2) })
    await put(workspaceId, 'fst_new', { created_ms: 50, to_number: to(3) })
    await put(workspaceId, 'fst_away', { created_ms: 50, to_number: to(4) })
    await put(workspaceId, 'fst_rina', { created_ms: 50, to_number: to(5), author: { ...actor, id: 'agt_rina' } })
    await settle(workspaceId, 'fst_gone', { state: 'refused' })
    await settle(workspaceId, 'fst_away', { state: 'refused', hidden: 1 })
    expect(idsOf(await firstMessagesOf(storage().db, workspaceId, actor.id, 20))).toEqual(['fst_new', 'fst_old'])
  })

  test('what is settled is forgotten in time, and what is owed is not', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'fst_1')
    await put(workspaceId, 'fst_2', { to_number: to(2) })
    await put(workspaceId, 'fst_3', { to_number: to(3), created_ms: 11 })
    for (const id of ['fst_1', 'fst_3']) await settle(workspaceId, id, { state: 'placed' })
    await storage().write((tx) => pruneFirstMessages(tx, workspaceId, 11))
    const left = await Promise.all(
      ['1', '2', '3'].map((at) => firstMessageById(storage().db, workspaceId, `fst_${at}`)),
    )
    expect(left.map((row) => row?.state)).toEqual([undefined, 'owed', 'placed'])
  })

  test.runIf(parallel)('two workers never claim the same first message', async () => {
    const workspaceId = await newWorkspace(storage())
    for (let number = 0; number < 10; number += 1) await put(workspaceId, `fst_${number}`, { to_number: to(number) })
    const claims = await Promise.all([
      claim(workspaceId, { owner: 'w1', limit: 7 }),
      claim(workspaceId, { owner: 'w2', limit: 7, at: another() }),
    ])
    const ids = claims.flatMap(idsOf)
    expect(new Set(ids).size).toBe(ids.length)
  })
}
