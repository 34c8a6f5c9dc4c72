import { expect, test } from 'vitest'
import { listSettings, putSettings, replaceSealed, settingsOf } from '../connection-settings.ts'
import { newWorkspace } from '../testing/rows.ts'
import { deleteSubscription, getSubscription, listSubscriptions, putSubscription } from '../webhook-subscriptions.ts'
import { lastDeliveryMs, storeDelivery } from '../webhooks.ts'
import type { Subject } from './subject.ts'

const settings = {
  connectionId: 'con_a',
  options: new Map([
    ['region', 'id'],
    ['constructor', 'harmless'],
  ]),
  secrets: new Map([['api_key', 'v1.sealed']]),
  paused: false,
  removedMs: null,
}

export function connectionSettingsLaws({ storage }: Subject): void {
  test('how a connection is set up is kept as it was said, apart for every workspace', async () => {
    const workspaceId = await newWorkspace(storage())
    expect(await settingsOf(storage().db, workspaceId, 'con_a')).toBeUndefined()
    await storage().write((tx) => putSettings(tx, workspaceId, settings))
    expect(await settingsOf(storage().db, workspaceId, 'con_a')).toEqual({ ...settings, revision: 1 })
    expect(await listSettings(storage().db, await newWorkspace(storage()))).toEqual(new Map())
  })

  test('every change counts, one that keeps the same secrets in another form does not', async () => {
    const workspaceId = await newWorkspace(storage())
    const secrets = new Map([['api_key', 'v1.anew']])
    await storage().write(async (tx) => {
      await putSettings(tx, workspaceId, settings)
      await putSettings(tx, workspaceId, { ...settings, paused: true, removedMs: 1_790_000_000_000 })
      await replaceSealed(tx, workspaceId, 'con_a', secrets)
      await putSettings(tx, workspaceId, { ...settings, connectionId: 'con_b' })
    })
    const all = await listSettings(storage().db, workspaceId)
    expect([...all.values()].map(({ connectionId, revision }) => [connectionId, revision])).toEqual([
      ['con_a', 2],
      ['con_b', 1],
    ])
    expect(all.get('con_a')).toMatchObject({ secrets, paused: true, removedMs: 1_790_000_000_000 })
  })

  test('of the subscriptions that we made each connection has one, which the next replaces', async () => {
    const workspaceId = await newWorkspace(storage())
    const first = { connection_id: 'con_a', vendor_id: 'wbs_1', secret: 'v1.sealed', problem: null }
    const next = { ...first, vendor_id: null, secret: null, problem: '{"code":"http_404"}' }
    await storage().write(async (tx) => {
      await putSubscription(tx, workspaceId, first)
      await putSubscription(tx, workspaceId, { ...first, connection_id: 'con_b' })
      await putSubscription(tx, workspaceId, next)
    })
    expect(await getSubscription(storage().db, workspaceId, 'con_a')).toEqual({ workspace_id: workspaceId, ...next })
    await storage().write((tx) => deleteSubscription(tx, workspaceId, 'con_a'))
    expect((await listSubscriptions(storage().db, workspaceId)).map((row) => row.connection_id)).toEqual(['con_b'])
  })

  test('the last delivery is that of the connection, worked off or not', async () => {
    const workspaceId = await newWorkspace(storage())
    const delivery = { event: 'x', events: '[]', dedupe_key: 'k' }
    expect(await lastDeliveryMs(storage().db, workspaceId, 'con_a')).toBeNull()
    await storage().write(async (tx) => {
      await storeDelivery(tx, workspaceId, { ...delivery, connection_id: 'con_a', received_ms: 5 })
      await storeDelivery(tx, workspaceId, { ...delivery, connection_id: 'con_a', received_ms: 7, dedupe_key: 'l' })
      await storeDelivery(tx, workspaceId, { ...delivery, connection_id: 'con_b', received_ms: 9 })
    })
    expect(await lastDeliveryMs(storage().db, workspaceId, 'con_a')).toBe(7)
  })
}
