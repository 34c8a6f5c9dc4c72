import { expect, test } from 'vitest'
import { cannedReplyByShortcut, deleteCannedReply, listCannedReplies, putCannedReply } from '../canned-replies.ts'
import { newWorkspace } from '../testing/rows.ts'
import type { Subject } from './subject.ts'

export function cannedReplyLaws({ storage }: Subject): void {
  const put = (workspace_id: string, id: string, shortcut: string, text = 'x') =>
    storage().write((tx) => putCannedReply(tx, { workspace_id, id, shortcut, text, updated_ms: 1, updated_by: '{}' }))
  const shortcuts = async (workspaceId: string) =>
    (await listCannedReplies(storage().db, workspaceId)).map(({ shortcut }) => shortcut)

  test('canned replies are listed by shortcut, those of one workspace only', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'rpl_1', 'tidak')
    await put(workspaceId, 'rpl_2', 'alamat')
    await put(await newWorkspace(storage()), 'rpl_3', 'bayar')
    expect(await shortcuts(workspaceId)).toEqual(['alamat', 'tidak'])
  })

  test('a canned reply is changed in its place, and a shortcut belongs to one', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'rpl_1', 'alamat')
    await put(workspaceId, 'rpl_1', 'toko', 'a\0b\uD800')
    expect(await cannedReplyByShortcut(storage().db, workspaceId, 'toko')).toMatchObject({ text: 'ab\uFFFD' })
    await expect(put(workspaceId, 'rpl_2', 'toko')).rejects.toThrow(/unique/i)
    expect(await shortcuts(workspaceId)).toEqual(['toko'])
  })

  test('a deleted canned reply frees its shortcut', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'rpl_1', 'alamat')
    await storage().write((tx) => deleteCannedReply(tx, workspaceId, 'rpl_1'))
    await put(workspaceId, 'rpl_2', 'alamat')
    expect(await shortcuts(workspaceId)).toEqual(['alamat'])
  })
}
