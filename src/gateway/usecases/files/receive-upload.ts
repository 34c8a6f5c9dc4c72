import { endingsOf, fileTypeOf, HEAD_BYTES, outgoingName } from '#contract/file-type.ts'
import { judgeFile } from '#contract/upload.ts'
import type { FileRule, Upload } from '#contract/upload.ts'
import { newId, randomBase62 } from '#gateway/auth/random.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import {
  deleteUpload,
  insertUpload,
  PIECE_BYTES,
  putPiece,
  unusedBytes,
  updateUpload,
  uploadById,
} from '#gateway/storage/uploads.ts'
import type { UploadRow } from '#gateway/storage/uploads.ts'
import { fail } from '../fail.ts'

type Deps = { storage: Storage; now: () => number }

export type UploadRequest = {
  workspaceId: string
  /** The id of the actor who brings it. */
  author: string
  filename: string
  /** What the channel takes. */
  takes: readonly FileRule[]
  /** In bytes, where it was announced. */
  length: number | null
  body: AsyncIterable<Uint8Array>
}

const DAY_MS = 24 * 60 * 60 * 1000
const MB = 1024 * 1024
/** What an author may have lying here for messages that were not written yet. */
const MOST_UNUSED = 500 * MB
/** 190 bits. */
const TOKEN_LENGTH = 32

/**
 * Takes a file in, piece by piece, and answers it once the last byte is stored. Its type is what its first bytes say. Fails with
 * `unsupported_file`, `payload_too_large` or `invalid_request`, and then nothing of it stays.
 */
export async function receiveUpload(deps: Deps, request: UploadRequest): Promise<Upload> {
  const { workspaceId, author, takes } = request
  refuseLength(request)
  const waiting = await unusedBytes(deps.storage.db, workspaceId, author)
  if (waiting + (request.length ?? 0) >= MOST_UNUSED) {
    fail('payload_too_large', { message: 'Too much of yours waits to be sent. Send or discard some of it first.' })
  }
  let row: UploadRow | null = null
  try {
    let [size, position] = [0, 0]
    let most = 0
    for await (const bytes of piecesOf(request.body)) {
      if (row === null) {
        const type = fileTypeOf(bytes.subarray(0, HEAD_BYTES), request.filename)
        const verdict = judgeFile(takes, { type, size: request.length ?? bytes.byteLength })
        const rule = 'fits' in verdict ? verdict.fits : refuse(verdict, takes)
        most = rule.max_bytes
        row = rowOf(deps, request, rule, type ?? '')
      }
      size += bytes.byteLength
      // A length that was not announced, or not truly.
      if (size > most) refuseSize(most)
      await store(deps, row, position, bytes)
      position += 1
    }
    if (row === null) return fail('invalid_request', { message: 'The file is empty. Choose another one.' })
    const { id } = row
    await deps.storage.write((tx) => updateUpload(tx, workspaceId, id, { size, complete: 1 }))
    return presentUpload({ ...row, size })
  } catch (error) {
    const begun = row
    if (begun !== null) await deps.storage.write((tx) => deleteUpload(tx, workspaceId, begun.id))
    throw error
  }
}

/** Before a byte of it is read: no kind of file may be that long. */
function refuseLength({ length, takes }: UploadRequest): void {
  const most = Math.max(...takes.map(({ max_bytes: bytes }) => bytes))
  if (length !== null && length > most) refuseSize(most)
}

function refuse(verdict: Exclude<ReturnType<typeof judgeFile>, { fits: FileRule }>, takes: readonly FileRule[]): never {
  if (verdict.refused === 'size') return refuseSize(verdict.rule.max_bytes)
  const endings = endingsOf(takes.flatMap(({ types }) => types)).join(', ')
  return fail('unsupported_file', { message: `This channel takes files of these types: ${endings}.` })
}

function refuseSize(most: number): never {
  return fail('payload_too_large', { message: `Such a file has at most ${most / MB} MB here. Make it smaller.` })
}

async function store({ storage }: Deps, row: UploadRow, position: number, bytes: Uint8Array): Promise<void> {
  await storage.write(async (tx) => {
    if (position === 0) await insertUpload(tx, row)
    await putPiece(tx, row.workspace_id, row.id, { position, bytes })
  })
}

function rowOf({ now }: Deps, request: UploadRequest, { kind }: FileRule, type: string): UploadRow {
  return {
    workspace_id: request.workspaceId,
    id: newId('upl'),
    author: request.author,
    kind,
    mime_type: type,
    filename: outgoingName(request.filename, type),
    size: request.length ?? 0,
    complete: 0,
    token: randomBase62(TOKEN_LENGTH),
    used_ms: null,
    link_until_ms: null,
    keep_until_ms: now() + DAY_MS,
    created_ms: now(),
  }
}

/** The bytes as they come, in pieces of one length; the last may be shorter. */
async function* piecesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let kept: Uint8Array[] = []
  let size = 0
  for await (let bytes of whole(body)) {
    while (size + bytes.byteLength >= PIECE_BYTES) {
      const rest = PIECE_BYTES - size
      yield Buffer.concat([...kept, bytes.subarray(0, rest)])
      bytes = bytes.subarray(rest)
      kept = []
      size = 0
    }
    kept.push(bytes)
    size += bytes.byteLength
  }
  if (size > 0) yield Buffer.concat(kept)
}

/** A client that hung up half-way is nothing of ours that went wrong. */
async function* whole(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reading = body[Symbol.asyncIterator]()
  for (;;) {
    const next = await reading.next().catch((cause: unknown) => fail('invalid_request', { cause }))
    if (next.done === true) return
    yield next.value
  }
}

function presentUpload({ id, kind, mime_type, filename, size }: UploadRow): Upload {
  return { id, object: 'upload', kind, mime_type, filename, size }
}

/** Discards a file that no message names. Fails with `resource_not_found` when it is not there, not its author's, or in a message. */
export async function discardUpload(
  { storage }: Deps,
  { workspaceId, author, id }: { workspaceId: string; author: string; id: string },
): Promise<void> {
  await storage.write(async (tx) => {
    const row = await uploadById(tx, workspaceId, id)
    if (row?.author !== author || row.used_ms !== null) fail('resource_not_found')
    await deleteUpload(tx, workspaceId, id)
  })
}
