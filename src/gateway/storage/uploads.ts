import type { Updateable } from 'kysely'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

export type UploadRow = Tables['uploads']

/** How many bytes stand in a row: every piece of a file but its last has as many. */
export const PIECE_BYTES = 1024 * 1024

export async function insertUpload(tx: Tx, row: UploadRow): Promise<void> {
  await tx.insertInto('uploads').values(row).execute()
}

/** Puts a piece of a file in its place, counted from 0. */
export async function putPiece(
  tx: Tx,
  workspaceId: string,
  uploadId: string,
  { position, bytes }: { position: number; bytes: Uint8Array },
): Promise<void> {
  await tx
    .insertInto('upload_pieces')
    .values({ workspace_id: workspaceId, upload_id: uploadId, position, bytes })
    .execute()
}

/** A file that is wholly here, by its id. */
export async function uploadById(db: Read, workspaceId: string, id: string): Promise<UploadRow | undefined> {
  return complete(db, workspaceId).where('id', '=', id).executeTakeFirst()
}

/** A file that is wholly here, by the secret in its public address. */
export async function uploadByToken(db: Read, workspaceId: string, token: string): Promise<UploadRow | undefined> {
  return complete(db, workspaceId).where('token', '=', token).executeTakeFirst()
}

function complete(db: Read, workspaceId: string) {
  return db.selectFrom('uploads').selectAll().where('workspace_id', '=', workspaceId).where('complete', '=', 1)
}

export async function updateUpload(
  tx: Tx,
  workspaceId: string,
  id: string,
  columns: Pick<Updateable<Tables['uploads']>, 'size' | 'complete' | 'used_ms' | 'link_until_ms' | 'keep_until_ms'>,
): Promise<void> {
  await tx.updateTable('uploads').set(columns).where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

/** One piece of a file; undefined after its last. */
export async function readPiece(
  db: Read,
  workspaceId: string,
  uploadId: string,
  position: number,
): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('upload_pieces')
    .select('bytes')
    .where('workspace_id', '=', workspaceId)
    .where('upload_id', '=', uploadId)
    .where('position', '=', position)
    .executeTakeFirst()
  return row?.bytes
}

/** How many bytes of an author wait here for a message, those included that are still coming. */
export async function unusedBytes(db: Read, workspaceId: string, author: string): Promise<number> {
  const { sum } = await db
    .selectFrom('uploads')
    .select((eb) => eb.fn.sum<number | string | null>('size').as('sum'))
    .where('workspace_id', '=', workspaceId)
    .where('author', '=', author)
    .where('used_ms', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(sum ?? 0)
}

export async function deleteUpload(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await tx.deleteFrom('upload_pieces').where('workspace_id', '=', workspaceId).where('upload_id', '=', id).execute()
  await tx.deleteFrom('uploads').where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

/** Files that were kept long enough at `now` (epoch ms), save those of messages that are still owed. */
export async function staleUploads(db: Read, workspaceId: string, now: number): Promise<string[]> {
  const old = await db
    .selectFrom('uploads')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('keep_until_ms', '<', now)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('sends')
            .select('sends.id')
            .whereRef('sends.workspace_id', '=', 'uploads.workspace_id')
            .whereRef('sends.upload_id', '=', 'uploads.id')
            .where('sends.state', '=', 'owed'),
        ),
      ),
    )
    .execute()
  return old.map(({ id }) => id)
}
