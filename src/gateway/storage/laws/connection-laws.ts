import { expect, test } from 'vitest'
import {
  getConnection,
  listConnections,
  releaseLease,
  setAccount,
  setHealth,
  setProgress,
  takeLease,
  upsertConnection,
} from '../connections.ts'
import {
  countQuarantine,
  listQuarantine,
  pruneQuarantine,
  putQuarantine,
  quarantinedAmong,
  removeQuarantine,
} from '../quarantine.ts'
import { newWorkspace } from '../testing/rows.ts'
import { markAttempt, markProcessed, pendingDeliveries, pruneDeliveries, storeDelivery } from '../webhooks.ts'
import type { Subject } from './subject.ts'

export function connectionLaws({ storage, another, parallel }: Subject): void {
  test('connecting again renames a connection and keeps what it has learnt', async () => {
    const workspaceId = await newWorkspace(storage())
    await storage().write(async (tx) => {
      await setAccount(tx, workspaceId, 'con_a', 'acc')
      await setHealth(tx, workspaceId, 'con_a', '{"state":"ok"}')
      await setProgress(tx, workspaceId, 'con_a', '{"rows":5}')
    })
    const before = await getConnection(storage().db, workspaceId, 'con_a')
    if (before === undefined) throw new Error('The connection is not there.')
    const again = { ...before, name: 'New', account_id: null, health: '{}', progress: '{}', created_ms: 9 }
    await storage().write((tx) => upsertConnection(tx, workspaceId, again))
    expect(await getConnection(storage().db, workspaceId, 'con_a')).toEqual({ ...before, name: 'New' })
    expect((await listConnections(storage().db, workspaceId)).map((row) => row.id)).toEqual(['con_a', 'con_b'])
  })

  test('the same account of a vendor cannot be connected twice', async () => {
    const workspaceId = await newWorkspace(storage())
    await storage().write((tx) => setAccount(tx, workspaceId, 'con_a', 'acc'))
    await expect(storage().write((tx) => setAccount(tx, workspaceId, 'con_b', 'acc'))).rejects.toThrow(/unique/i)
  })

  test('a lease is kept by renewing it, and goes to another only when it ran out or was given up', async () => {
    const workspaceId = await newWorkspace(storage())
    const take = (owner: string, now: number) =>
      storage().write((tx) => takeLease(tx, workspaceId, 'con_a', owner, now, 15))
    expect([await take('a', 0), await take('b', 14), await take('a', 14), await take('b', 28)]).toEqual([
      true,
      false,
      true,
      false,
    ])
    expect(await take('b', 29)).toBe(true)
    await storage().write((tx) => releaseLease(tx, workspaceId, 'con_a', 'a'))
    expect(await take('a', 30)).toBe(false)
    await storage().write((tx) => releaseLease(tx, workspaceId, 'con_a', 'b'))
    expect(await take('a', 30)).toBe(true)
  })

  test('a lease that was taken by a clock an hour ahead is not waited for; one of a clock some minutes ahead is', async () => {
    const workspaceId = await newWorkspace(storage())
    const take = (owner: string, now: number) =>
      storage().write((tx) => takeLease(tx, workspaceId, 'con_a', owner, now, 15))
    const minute = 60_000
    expect([await take('a', 5 * minute), await take('b', 0)]).toEqual([true, false])
    expect([await take('a', 60 * minute), await take('b', 0), await take('a', 0)]).toEqual([true, true, false])
  })

  test.runIf(parallel)('of many who reach for a lease at once, one gets it', async () => {
    const workspaceId = await newWorkspace(storage())
    const taken = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 === 0 ? storage() : another()).write((tx) =>
          takeLease(tx, workspaceId, 'con_a', `owner ${index}`, 0, 15),
        ),
      ),
    )
    expect(taken.filter(Boolean)).toHaveLength(1)
  })

  test('a delivery is stored once, however often it comes', async () => {
    const workspaceId = await newWorkspace(storage())
    const store = (dedupe_key: string, received_ms: number) =>
      storage().write((tx) =>
        storeDelivery(tx, workspaceId, { connection_id: 'con_a', dedupe_key, event: 'e', events: '[]', received_ms }),
      )
    expect([await store('k1', 5), await store('k1', 6), await store('k2', 3)]).toEqual([true, false, true])
    const pending = await pendingDeliveries(storage().db, workspaceId, 'con_a', 10)
    expect(pending.map((row) => [row.dedupe_key, row.received_ms])).toEqual([
      ['k2', 3],
      ['k1', 5],
    ])
  })

  test('a processed delivery is not pending, still known, and forgotten in time', async () => {
    const workspaceId = await newWorkspace(storage())
    const delivery = { connection_id: 'con_a', event: 'e', events: '[]', received_ms: 5 }
    await storage().write(async (tx) => {
      await storeDelivery(tx, workspaceId, { ...delivery, dedupe_key: 'done' })
      await storeDelivery(tx, workspaceId, { ...delivery, dedupe_key: 'pending' })
      await markAttempt(tx, workspaceId, 'con_a', 'pending')
      await markProcessed(tx, workspaceId, 'con_a', 'done', 6)
    })
    const pending = () => pendingDeliveries(storage().db, workspaceId, 'con_a', 10)
    expect(await pending()).toMatchObject([{ dedupe_key: 'pending', attempts: 1 }])
    const again = () => storage().write((tx) => storeDelivery(tx, workspaceId, { ...delivery, dedupe_key: 'done' }))
    expect(await again()).toBe(false)
    expect(await storage().write((tx) => pruneDeliveries(tx, workspaceId, 5))).toBe(0)
    expect(await storage().write((tx) => pruneDeliveries(tx, workspaceId, 6))).toBe(1)
    expect(await pending()).toHaveLength(1)
    expect(await again()).toBe(true)
  })

  test('a broken row is put aside once and counted each time, until it can be read', async () => {
    const workspaceId = await newWorkspace(storage())
    const row = { connection_id: 'con_a', vendor_id: null, reason: 'bad', payload: '{"a":"\\u0000"}' }
    await storage().write(async (tx) => {
      await putQuarantine(tx, workspaceId, { ...row, key: 'k1' }, 1)
      await putQuarantine(tx, workspaceId, { ...row, key: 'k2' }, 2)
      await putQuarantine(tx, workspaceId, { ...row, key: 'k1', reason: 'worse' }, 3)
    })
    expect(await countQuarantine(storage().db, workspaceId, 'con_a')).toBe(2)
    expect(await listQuarantine(storage().db, workspaceId, 'con_a', 10)).toMatchObject([
      { key: 'k1', reason: 'worse', first_seen_ms: 1, last_seen_ms: 3, seen: 2 },
      { key: 'k2', seen: 1 },
    ])
    await storage().write((tx) => removeQuarantine(tx, workspaceId, 'con_a', ['k1', 'unknown']))
    await storage().write((tx) => removeQuarantine(tx, workspaceId, 'con_a', []))
    expect(await countQuarantine(storage().db, workspaceId, 'con_a')).toBe(1)
  })

  test('a broken row that did not come by for long is forgotten', async () => {
    const workspaceId = await newWorkspace(storage())
    const row = { vendor_id: null, reason: 'bad', payload: '{}' }
    const at = (connection_id: string, key: string, now: number) =>
      storage().write((tx) => putQuarantine(tx, workspaceId, { ...row, connection_id, key }, now))
    await at('con_a', 'old', 1)
    await at('con_a', 'young', 2)
    await at('con_b', 'old', 1)
    await storage().write((tx) => pruneQuarantine(tx, workspaceId, 'con_a', 2))
    const keys = await quarantinedAmong(storage().db, workspaceId, 'con_a', ['old', 'young', 'unknown'])
    expect(keys).toEqual(['young'])
    expect(await countQuarantine(storage().db, workspaceId, 'con_b')).toBe(1)
  })
}
