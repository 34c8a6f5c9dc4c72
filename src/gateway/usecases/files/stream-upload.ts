import type { Storage } from '#gateway/storage/storage.ts'
import { PIECE_BYTES, readPiece } from '#gateway/storage/uploads.ts'
import type { UploadRow } from '#gateway/storage/uploads.ts'

/** The first and the last byte. */
export type Span = { from: number; to: number }

/** The bytes of a stored file, or a part of them, read a piece at a time as they are taken. */
export function streamUpload(
  storage: Storage,
  { workspace_id: workspaceId, id }: UploadRow,
  { from, to }: Span,
): ReadableStream<Uint8Array> {
  let at = from
  return new ReadableStream(
    {
      async pull(controller) {
        const position = Math.floor(at / PIECE_BYTES)
        const start = position * PIECE_BYTES
        const bytes = await readPiece(storage.db, workspaceId, id, position)
        const part = bytes?.subarray(at - start, to + 1 - start)
        // It was removed meanwhile: what was announced does not come, and the connection says so.
        if (part === undefined || part.byteLength === 0) return controller.error(new Error('The file is gone.'))
        controller.enqueue(part)
        at += part.byteLength
        if (at > to) controller.close()
      },
    },
    // Nothing is read before it is asked for, and for a HEAD nothing is.
    { highWaterMark: 0 },
  )
}
