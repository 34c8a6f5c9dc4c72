import { expect, test } from 'vitest'
import { insertMessage, listMessages, updateMessage, upsertMessages } from '../messages.ts'
import { claimDue, putOutbox } from '../outbox.ts'
import { abandonSends, claimSends, nextSendAt, sendsBacklog } from '../sends-queue.ts'
import {
  followedSends,
  hastenSends,
  insertSend,
  nextToFollow,
  outgoingState,
  owedSends,
  pruneSends,
  sendByKey,
  updateSend,
} from '../sends.ts'
import type { SendRow } from '../sends.ts'
import { actor, newWorkspace } from '../testing/rows.ts'
import type { Subject } from './subject.ts'

const keysOf = (rows: readonly SendRow[]) => rows.map(({ key }) => key)
const mark = (state: string) => JSON.stringify({ state, code: null })

export function sendsLaws({ storage, another, parallel }: Subject): void {
  async function put(workspaceId: string, conversationId: string, key: string): Promise<void> {
    await storage().write((tx) =>
      insertSend(tx, {
        workspace_id: workspaceId,
        connection_id: 'con_a',
        conversation_id: conversationId,
        message_id: `snd_${key}`,
        key,
        content: { type: 'text', text: key },
        created_ms: 10,
      }),
    )
  }
  const claim = (workspaceId: string, { now = 1000, limit = 10, owner = 'w1', at = storage() } = {}) =>
    at.write((tx) => claimSends(tx, workspaceId, 'con_a', { now, owner, limit }))
  const settle = (workspaceId: string, row: SendRow | undefined, columns: Parameters<typeof updateSend>[3]) =>
    storage().write((tx) => updateSend(tx, workspaceId, row?.id ?? 0, { claimed_by: null, ...columns }))

  test('messages to one customer are claimed one after the other, those to others beside them', async () => {
    const workspaceId = await newWorkspace(storage())
    for (const key of ['a1', 'a2']) await put(workspaceId, 'cnv_a', key)
    await put(workspaceId, 'cnv_b', 'b1')
    const first = await claim(workspaceId)
    expect(keysOf(first)).toEqual(['a1', 'b1'])
    expect(first[0]).toMatchObject({ first_tried_ms: 1000, attempts: 1, content: { text: 'a1' } })
    expect(await claim(workspaceId)).toEqual([])
    await settle(workspaceId, first[0], { state: 'taken' })
    expect(keysOf(await claim(workspaceId, { now: 2000 }))).toEqual(['a2'])
  })

  test('a message that has to wait keeps those behind it waiting', async () => {
    const workspaceId = await newWorkspace(storage())
    for (const key of ['a1', 'a2']) await put(workspaceId, 'cnv_a', key)
    const [first] = await claim(workspaceId)
    await settle(workspaceId, first, { not_before_ms: 5000 })
    expect(await claim(workspaceId)).toEqual([])
    expect(await nextSendAt(storage().db, workspaceId, 'con_a')).toBe(5000)
    expect(keysOf(await claim(workspaceId, { now: 5000 }))).toEqual(['a1'])
    expect(await sendsBacklog(storage().db, workspaceId, 'con_a')).toBe(2)
  })

  test('a key belongs to one message of the workspace', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'cnv_a', 'one')
    await expect(put(workspaceId, 'cnv_b', 'one')).rejects.toThrow(/unique/i)
    expect(await sendByKey(storage().db, workspaceId, 'one')).toMatchObject({ conversation_id: 'cnv_a' })
  })

  test('what another worker left behind is in doubt and can be claimed again', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'cnv_a', 'a1')
    await claim(workspaceId, { owner: 'dead' })
    const left = await storage().write((tx) => abandonSends(tx, workspaceId, 'con_a', 'w2'))
    expect(keysOf(left)).toEqual(['a1'])
    expect(await outgoingState(storage().db, workspaceId, 'cnv_a')).toBe('checking')
    expect(await claim(workspaceId, { now: 3000, owner: 'w2' })).toMatchObject([{ in_doubt: 1, first_tried_ms: 1000 }])
  })

  test('a change behind a message is not claimed before that is settled', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'cnv_a', 'a1')
    const waiting = { connection_id: 'con_a', not_before_ms: 0, attempts: 0, last_error: null, created_ms: 1, actor }
    const patch = { status: 'resolved' as const, tried: { status: [], assignee: [] } }
    await storage().write((tx) =>
      putOutbox(tx, { ...waiting, workspace_id: workspaceId, conversation_id: 'cnv_a', patch }),
    )
    const claimChange = () =>
      storage().write((tx) => claimDue(tx, workspaceId, 'con_a', { now: 1000, owner: 'w1', limit: 5 }))
    expect(await claimChange()).toEqual([])
    const [send] = await claim(workspaceId)
    await settle(workspaceId, send, { state: 'refused' })
    expect(await claimChange()).toHaveLength(1)
  })

  test('a row shows the worst of what became of its messages', async () => {
    const workspaceId = await newWorkspace(storage())
    const state = () => outgoingState(storage().db, workspaceId, 'cnv_a')
    expect(await state()).toBe('none')
    for (const key of ['a1', 'a2']) await put(workspaceId, 'cnv_a', key)
    expect(await state()).toBe('waiting')
    const [first, second] = await owedSends(storage().db, workspaceId, 'cnv_a')
    await settle(workspaceId, first, { in_doubt: 1 })
    expect(await state()).toBe('checking')
    await settle(workspaceId, second, { state: 'refused' })
    expect(await state()).toBe('failed')
    for (const row of [first, second]) await settle(workspaceId, row, { state: 'taken' })
    expect(await state()).toBe('none')
  })

  test('what was taken is asked about when it is due, or at once when something happened to it', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'cnv_a', 'a1')
    const [send] = await claim(workspaceId)
    await settle(workspaceId, send, { state: 'taken', follow_ms: 9000 })
    const next = (now: number) => nextToFollow(storage().db, workspaceId, 'con_a', now)
    expect(await next(8999)).toBeUndefined()
    expect(await next(9000)).toMatchObject({ key: 'a1' })
    await storage().write((tx) => hastenSends(tx, workspaceId, 'cnv_a', 2000))
    expect(await next(2000)).toMatchObject({ key: 'a1' })
    expect(keysOf(await followedSends(storage().db, workspaceId, 'cnv_a'))).toEqual(['a1'])
  })

  test('what nobody has to look after any more is forgotten in time, and nothing else', async () => {
    const workspaceId = await newWorkspace(storage())
    for (const key of ['a1', 'a2', 'a3']) await put(workspaceId, 'cnv_a', key)
    const [first, second] = await owedSends(storage().db, workspaceId, 'cnv_a')
    await settle(workspaceId, first, { state: 'taken' })
    await settle(workspaceId, second, { state: 'refused' })
    await storage().write((tx) => pruneSends(tx, workspaceId, 11))
    const left = await Promise.all(['a1', 'a2', 'a3'].map((key) => sendByKey(storage().db, workspaceId, key)))
    expect(left.map((row) => row?.state)).toEqual([undefined, 'refused', 'owed'])
  })

  test.runIf(parallel)('two workers never claim the same message', async () => {
    const workspaceId = await newWorkspace(storage())
    for (let number = 0; number < 10; number += 1) await put(workspaceId, `cnv_${number}`, `key_${number}`)
    const claims = await Promise.all([
      claim(workspaceId, { owner: 'w1', limit: 7 }),
      claim(workspaceId, { owner: 'w2', limit: 7, at: another() }),
    ])
    const keys = claims.flatMap(keysOf)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('of a message that was sent from here the vendor only moves the mark, also when it has its own id by then', async () => {
    const workspaceId = await newWorkspace(storage())
    const place = { workspace_id: workspaceId, conversation_id: 'cnv_a', id: 'snd_1' }
    const told = { id: 'msg_1', direction: 'outbound', type: 'image', text: null, label: null, created_ms: 99 } as const
    const read = (state: string) =>
      storage().write((tx) =>
        upsertMessages(tx, workspaceId, 'cnv_a', [{ ...told, delivery: mark(state), parts: null }]),
      )
    const author = JSON.stringify({ id: 'agt_maya', name: 'maya' })
    const words = { text: 'Halo', parts: '{"media":{}}' }
    const written = { ...told, ...place, ...words, created_ms: 5, delivery: mark('waiting'), send_key: 'k', author }
    await storage().write((tx) => insertMessage(tx, written))
    await read('sent')
    await storage().write((tx) => updateMessage(tx, place, { id: 'msg_1', delivery: mark('accepted') }))
    await read('delivered')
    await read('sent')
    const rows = await listMessages(storage().db, workspaceId, 'cnv_a', { limit: 5, before: null })
    expect(rows).toEqual([{ ...written, id: 'msg_1', delivery: mark('delivered') }])
  })
}
