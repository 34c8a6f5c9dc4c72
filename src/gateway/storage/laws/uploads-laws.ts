import { expect, test } from 'vitest'
import { claimSends } from '../sends-queue.ts'
import { insertSend, sendsOfUpload, updateSend } from '../sends.ts'
import { newWorkspace } from '../testing/rows.ts'
import {
  deleteUpload,
  insertUpload,
  putPiece,
  readPiece,
  staleUploads,
  unusedBytes,
  updateUpload,
  uploadById,
  uploadByToken,
} from '../uploads.ts'
import type { UploadRow } from '../uploads.ts'
import type { Subject } from './subject.ts'

export function uploadsLaws({ storage }: Subject): void {
  const put = (workspaceId: string, id: string, columns: Partial<UploadRow> = {}) =>
    storage().write((tx) =>
      insertUpload(tx, {
        workspace_id: workspaceId,
        id,
        author: 'agt_maya',
        kind: 'image',
        mime_type: 'image/png',
        filename: 'struk.png',
        size: 3,
        complete: 1,
        token: `token of ${id}`,
        used_ms: null,
        link_until_ms: null,
        keep_until_ms: 1000,
        created_ms: 0,
        ...columns,
      }),
    )
  const piece = (workspaceId: string, position: number) => readPiece(storage().db, workspaceId, 'upl_a', position)
  const stale = (workspaceId: string, now: number) => staleUploads(storage().db, workspaceId, now)

  test('a file comes back byte by byte, in its pieces, to its own workspace only', async () => {
    const workspaceId = await newWorkspace(storage())
    const other = await newWorkspace(storage())
    await put(workspaceId, 'upl_a')
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    await storage().write((tx) => putPiece(tx, workspaceId, 'upl_a', { position: 0, bytes: every }))
    await storage().write((tx) => putPiece(tx, workspaceId, 'upl_a', { position: 1, bytes: new Uint8Array([0, 39]) }))
    expect(Array.from((await piece(workspaceId, 0)) ?? [])).toEqual(Array.from(every))
    expect(Array.from((await piece(workspaceId, 1)) ?? [])).toEqual([0, 39])
    expect(await piece(workspaceId, 2)).toBeUndefined()
    expect(await piece(other, 0)).toBeUndefined()
    expect(await uploadByToken(storage().db, other, 'token of upl_a')).toBeUndefined()
  })

  test('a file that has not wholly come is nobody’s to send or to fetch, and counts for its author all the same', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'upl_a', { complete: 0, size: 100 })
    await put(workspaceId, 'upl_b', { used_ms: 5 })
    await put(workspaceId, 'upl_c', { author: 'agt_rina' })
    expect(await uploadById(storage().db, workspaceId, 'upl_a')).toBeUndefined()
    expect(await uploadByToken(storage().db, workspaceId, 'token of upl_a')).toBeUndefined()
    expect(await unusedBytes(storage().db, workspaceId, 'agt_maya')).toBe(100)
    expect(await unusedBytes(storage().db, workspaceId, 'agt_sari')).toBe(0)
    await storage().write((tx) => updateUpload(tx, workspaceId, 'upl_a', { complete: 1, size: 7 }))
    expect(await uploadById(storage().db, workspaceId, 'upl_a')).toMatchObject({ size: 7 })
  })

  test('the secret of an address belongs to one file', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'upl_a', { token: 'same' })
    await expect(put(workspaceId, 'upl_b', { token: 'same' })).rejects.toThrow(/unique/i)
  })

  test('a file is stale when its time is over, and not before a message with it is settled; its bytes go with it', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'upl_a')
    await put(workspaceId, 'upl_b')
    await storage().write((tx) => putPiece(tx, workspaceId, 'upl_a', { position: 0, bytes: new Uint8Array([1]) }))
    const file = { filename: 'struk.png', mime_type: 'image/png', size: 3 }
    const content = { type: 'media', kind: 'image', upload: 'upl_b', caption: null, ...file } as const
    const send = { connection_id: 'con_a', conversation_id: 'cnv_a', message_id: 'snd_a', key: 'key_a', created_ms: 10 }
    await storage().write((tx) => insertSend(tx, { workspace_id: workspaceId, ...send, content }))
    expect(await stale(workspaceId, 1000)).toEqual([])
    expect(await stale(workspaceId, 1001)).toEqual(['upl_a'])
    await storage().write((tx) => deleteUpload(tx, workspaceId, 'upl_a'))
    expect(await piece(workspaceId, 0)).toBeUndefined()
    expect(await sendsOfUpload(storage().db, workspaceId, 'upl_b')).toMatchObject([{ key: 'key_a' }])
    const [claimed] = await storage().write((tx) =>
      claimSends(tx, workspaceId, 'con_a', { now: 2000, owner: 'w1', limit: 1 }),
    )
    expect(claimed?.content).toEqual(content)
    await storage().write((tx) => updateSend(tx, workspaceId, claimed?.id ?? 0, { state: 'taken' }))
    expect(await stale(workspaceId, 3000)).toEqual(['upl_b'])
  })
}
