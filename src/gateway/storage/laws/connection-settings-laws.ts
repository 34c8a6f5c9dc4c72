import { expect, test } from 'vitest'
import { listSettings, putSettings, replaceSealed, settingsOf } from '../connection-settings.ts'
import { newWorkspace } from '../testing/rows.ts'
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
}
