import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { getAgent, updateAgent } from '../agents.ts'
import { newWorkspace } from '../testing/rows.ts'
import { allocateSeqs, currentSeq, ensureWorkspace } from '../workspaces.ts'
import type { Subject } from './subject.ts'

export function transactionLaws({ storage, another, parallel }: Subject): void {
  test('a write that throws leaves nothing behind and passes its error on', async () => {
    const workspaceId = await newWorkspace(storage())
    const failing = storage().write(async (tx) => {
      await updateAgent(tx, workspaceId, 'agt_maya', { name: 'Changed' })
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await getAgent(storage().db, workspaceId, 'agt_maya')).toMatchObject({ name: 'maya' })
  })

  test('a write can follow one that a broken statement ended', async () => {
    const workspaceId = await newWorkspace(storage())
    await expect(storage().write((tx) => sql`select something from nowhere`.execute(tx))).rejects.toThrow('nowhere')
    await storage().write((tx) => updateAgent(tx, workspaceId, 'agt_maya', { name: 'Changed' }))
    expect(await getAgent(storage().db, workspaceId, 'agt_maya')).toMatchObject({ name: 'Changed' })
  })

  test('writes that start together happen one after the other or side by side, and none is lost', async () => {
    const workspaceId = await newWorkspace(storage())
    await Promise.all(Array.from({ length: 20 }, () => storage().write((tx) => allocateSeqs(tx, workspaceId, 1))))
    expect(await currentSeq(storage().db, workspaceId)).toBe(20)
  })

  test('a snapshot refuses to write', async () => {
    const workspaceId = await newWorkspace(storage())
    const writing = storage().snapshot((db) =>
      db.updateTable('agents').set({ name: 'x' }).where('workspace_id', '=', workspaceId).execute(),
    )
    await expect(writing).rejects.toThrow(/read-?only/)
  })

  test.runIf(parallel)('a snapshot shows one moment, while reads beside it show what was committed last', async () => {
    const workspaceId = await newWorkspace(storage())
    await storage().snapshot(async (db) => {
      expect(await currentSeq(db, workspaceId)).toBe(0)
      await storage().write((tx) => allocateSeqs(tx, workspaceId, 1))
      await another().write((tx) => allocateSeqs(tx, workspaceId, 1))
      expect(await currentSeq(db, workspaceId)).toBe(0)
      expect(await currentSeq(storage().db, workspaceId)).toBe(2)
    })
  })

  test.runIf(parallel)('more snapshots than connections wait for each other', async () => {
    const workspaceId = await newWorkspace(storage())
    const seqs = await Promise.all(
      Array.from({ length: 30 }, () => storage().snapshot((db) => currentSeq(db, workspaceId))),
    )
    expect(seqs).toEqual(Array.from({ length: 30 }, () => 0))
  })

  test('a workspace that is there already keeps its name and its seq', async () => {
    const workspaceId = await newWorkspace(storage())
    await storage().write((tx) => allocateSeqs(tx, workspaceId, 5))
    const row = await storage().write((tx) => ensureWorkspace(tx, workspaceId, 'Another name', 99))
    expect(row).toMatchObject({ name: 'Test', seq: 5, created_ms: 1 })
  })

  test('text keeps every character but those that no database can hold', async () => {
    const workspaceId = await newWorkspace(storage())
    const name = `quote ' " \\ % _ \u202Eعربي 👩‍👩‍👧 line\nbreak`
    await storage().write((tx) => updateAgent(tx, workspaceId, 'agt_maya', { name: `${name}\0\uD83D!` }))
    expect(await getAgent(storage().db, workspaceId, 'agt_maya')).toMatchObject({ name: `${name}\uFFFD!` })
  })
}
