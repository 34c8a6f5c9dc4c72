import { expect, test } from 'vitest'
import { deleteNote, getNote, insertNote, listNotes, noteByKey } from '../notes.ts'
import { newWorkspace } from '../testing/rows.ts'
import type { Subject } from './subject.ts'

export function notesLaws({ storage }: Subject): void {
  const write = (workspace_id: string, conversation_id: string, id: string, created_ms: number, text = id) =>
    storage().write((tx) =>
      insertNote(tx, {
        workspace_id,
        conversation_id,
        id,
        key: `key ${id}`,
        text,
        author: '{}',
        created_ms,
      }),
    )
  const ids = async (workspaceId: string, before: { ms: number; id: string } | null, limit = 10) =>
    (await listNotes(storage().db, workspaceId, 'cnv_a', { limit, before })).map(({ id }) => id)

  test('notes are read newest first, page by page, those of one conversation only', async () => {
    const workspaceId = await newWorkspace(storage())
    await write(workspaceId, 'cnv_a', 'nte_1', 10)
    await write(workspaceId, 'cnv_a', 'nte_3', 20)
    await write(workspaceId, 'cnv_a', 'nte_2', 20)
    await write(workspaceId, 'cnv_b', 'nte_4', 30)
    expect(await ids(workspaceId, null, 2)).toEqual(['nte_3', 'nte_2'])
    expect(await ids(workspaceId, { ms: 20, id: 'nte_2' })).toEqual(['nte_1'])
  })

  test('a key writes one note in a workspace', async () => {
    const workspaceId = await newWorkspace(storage())
    await write(workspaceId, 'cnv_a', 'nte_1', 10)
    expect((await noteByKey(storage().db, workspaceId, 'key nte_1'))?.id).toBe('nte_1')
    await expect(write(workspaceId, 'cnv_b', 'nte_1', 20)).rejects.toThrow(/unique/i)
    await write(await newWorkspace(storage()), 'cnv_a', 'nte_1', 10)
  })

  test('a deleted note is gone, and those beside it stay', async () => {
    const workspaceId = await newWorkspace(storage())
    for (const id of ['nte_1', 'nte_2']) await write(workspaceId, 'cnv_a', id, 10)
    const note = await getNote(storage().db, workspaceId, 'cnv_a', 'nte_1')
    if (note !== undefined) await storage().write((tx) => deleteNote(tx, note))
    expect(await ids(workspaceId, null)).toEqual(['nte_2'])
    expect(await getNote(storage().db, workspaceId, 'cnv_b', 'nte_2')).toBeUndefined()
  })

  test('text that a database could not hold is stored as it can be', async () => {
    const workspaceId = await newWorkspace(storage())
    const stored = await write(workspaceId, 'cnv_a', 'nte_1', 10, 'a\0b\uD800c')
    expect(stored.text).toBe('ab\uFFFDc')
    expect((await getNote(storage().db, workspaceId, 'cnv_a', 'nte_1'))?.text).toBe('ab\uFFFDc')
  })
}
