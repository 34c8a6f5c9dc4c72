import { expect, test } from 'vitest'
import { appendChanges, changesOf, oldestSeq, pruneChanges, readChanges } from '../changes.ts'
import type { ChangeRow } from '../changes.ts'
import type { Storage } from '../storage.ts'
import { actor, newWorkspace } from '../testing/rows.ts'
import { allocateSeqs, currentSeq } from '../workspaces.ts'
import type { Subject } from './subject.ts'

function change(seq: number, columns: Partial<ChangeRow> = {}): ChangeRow {
  return {
    seq,
    conversation_id: 'cnv_1',
    field: 'status',
    from_value: 'open',
    to_value: 'resolved',
    actor,
    client: null,
    at_ms: seq * 1000,
    ...columns,
  }
}

/** Writes as use cases do: the seqs last, and as many changes as seqs. */
async function writeChanges(storage: Storage, workspaceId: string, n: number): Promise<void> {
  await storage.write(async (tx) => {
    const last = await allocateSeqs(tx, workspaceId, n)
    await appendChanges(
      tx,
      workspaceId,
      Array.from({ length: n }, (_, index) => change(last - n + 1 + index)),
    )
  })
}

export function seqLaws({ storage, another, parallel }: Subject): void {
  test('whoever reads sees all changes up to the current seq and none beyond, while many write', async () => {
    const workspaceId = await newWorkspace(storage())
    const writers = parallel ? [storage(), another()] : [storage()]
    const writing = new AbortController()
    const reader = (async () => {
      while (!writing.signal.aborted) {
        const { now, seqs } = await storage().snapshot(async (db) => ({
          now: await currentSeq(db, workspaceId),
          seqs: (await readChanges(db, workspaceId, 0, 1000)).map((row) => row.seq),
        }))
        expect(seqs).toEqual(Array.from({ length: now }, (_, index) => index + 1))
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    const sizes = Array.from({ length: 40 }, (_, index) => 1 + (index % 3))
    await Promise.all(
      sizes.map((n, index) => writeChanges(writers[index % writers.length] ?? storage(), workspaceId, n)),
    )
    writing.abort()
    await reader
    expect(await currentSeq(storage().db, workspaceId)).toBe(sizes.reduce((sum, n) => sum + n))
  })

  test('seqs of a write that failed are given again', async () => {
    const workspaceId = await newWorkspace(storage())
    const failing = storage().write(async (tx) => {
      await allocateSeqs(tx, workspaceId, 3)
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await storage().write((tx) => allocateSeqs(tx, workspaceId, 1))).toBe(1)
  })

  test('seqs of an unknown workspace are an error', async () => {
    await expect(storage().write((tx) => allocateSeqs(tx, 'wsp_nowhere', 1))).rejects.toThrow('wsp_nowhere')
    await expect(currentSeq(storage().db, 'wsp_nowhere')).rejects.toThrow('wsp_nowhere')
  })

  test('a commit with seqs is announced once it is there, and a write without is not', async () => {
    const workspaceId = await newWorkspace(storage())
    const listening = parallel && storage().dialect === 'postgres' ? another() : storage()
    const heard: number[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const stop = listening.onSeq((id, seq) => {
      if (id !== workspaceId) return
      heard.push(seq)
      if (seq === 3) resolve()
    })
    await storage().write((tx) => allocateSeqs(tx, workspaceId, 2))
    await storage().write(async () => undefined)
    await storage().write((tx) => allocateSeqs(tx, workspaceId, 1))
    await promise
    stop()
    expect(heard).toEqual([2, 3])
  })

  test('who stopped listening hears nothing more', async () => {
    const workspaceId = await newWorkspace(storage())
    const heard: string[] = []
    storage().onSeq((id) => heard.push(id))()
    const { promise, resolve } = Promise.withResolvers<void>()
    const stop = storage().onSeq((id) => id === workspaceId && resolve())
    await storage().write((tx) => allocateSeqs(tx, workspaceId, 1))
    await promise
    stop()
    expect(heard).toEqual([])
  })

  test('changes are read in order from any seq, with what they were written with', async () => {
    const workspaceId = await newWorkspace(storage())
    const other = change(2, { conversation_id: 'cnv_2', from_value: null, to_value: 'agt_maya', client: 'tab' })
    await storage().write((tx) => appendChanges(tx, workspaceId, [change(3), other, change(1)]))
    expect(await readChanges(storage().db, workspaceId, 1, 1)).toEqual([other])
    expect(await readChanges(storage().db, workspaceId, 3, 10)).toEqual([])
    expect(await changesOf(storage().db, workspaceId, 'cnv_1', 0)).toEqual([change(1), change(3)])
    expect(await changesOf(storage().db, workspaceId, 'cnv_1', 1)).toEqual([change(3)])
  })

  test('pruning forgets what is old, keeps the newest whatever their age, and leaves no gap', async () => {
    const workspaceId = await newWorkspace(storage())
    expect(await oldestSeq(storage().db, workspaceId)).toBeNull()
    await writeChanges(storage(), workspaceId, 10)
    const prune = (before: number, keepAtLeast: number) =>
      storage().write((tx) => pruneChanges(tx, workspaceId, { before, keepAtLeast }))
    expect(await prune(4000, 3)).toBe(3)
    expect(await oldestSeq(storage().db, workspaceId)).toBe(4)
    expect(await prune(999_000, 3)).toBe(4)
    expect(await oldestSeq(storage().db, workspaceId)).toBe(8)
    expect(await prune(0, 3)).toBe(0)
    expect(await prune(999_000, 100)).toBe(0)
  })

  test('a change younger than the limit keeps all after it, also where a clock went back', async () => {
    const workspaceId = await newWorkspace(storage())
    const rows = [change(1), change(2, { at_ms: 9000 }), change(3, { at_ms: 1000 })]
    await storage().write((tx) => appendChanges(tx, workspaceId, rows))
    await storage().write((tx) => pruneChanges(tx, workspaceId, { before: 5000, keepAtLeast: 1 }))
    expect((await readChanges(storage().db, workspaceId, 0, 10)).map((row) => row.seq)).toEqual([2, 3])
  })
}
