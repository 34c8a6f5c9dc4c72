import { ConnectorError } from '#connectors/connector-error.ts'
import type { OutgoingContent, OutgoingMessage } from '#connectors/sending.ts'
import { sendById, updateSend } from '#gateway/storage/sends.ts'
import type { SendRow } from '#gateway/storage/sends.ts'
import { sendsOn } from '#gateway/usecases/connections/channel-rules.ts'
import { keepForVendor, linkFor } from '#gateway/usecases/files/outgoing-files.ts'
import { streamUpload } from '#gateway/usecases/files/stream-upload.ts'
import { callAside } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

/** A vendor whose answer to a file cannot be read this often will not answer another way, and whole files are no small matter. */
const MOST_ATTEMPTS = 5
/** Files at once, fewer than messages at once: what others write does not wait minutes for them. */
const MOST_UPLOADS = 2
const AFTER_OTHERS_MS = 2000

type Receiver = Pick<OutgoingMessage, 'conversationId' | 'channel'>

/**
 * What the vendor is handed of a send. The address of a file is opened by this, or the file handed over; either is the same at every
 * repetition. Throws `ConnectorError`, `rejected` where a message cannot go out that was taken in once.
 */
export async function outgoingContent(
  vendor: Vendor,
  send: SendRow,
  to: Receiver,
  signal: AbortSignal,
): Promise<OutgoingContent> {
  const { content } = send
  if (content.type !== 'media') return content
  const { kind, caption, filename } = content
  const isUploaded = sendsOn(vendor.connector.channels, to.channel)?.files?.by === 'uploaded'
  const source = isUploaded ? await uploaded(vendor, send, to, signal) : await addressOf(vendor, send, content.upload)
  return { type: 'media', kind, source, caption, filename }
}

async function addressOf(vendor: Vendor, { workspace_id: workspaceId }: SendRow, upload: string): Promise<string> {
  const { linkBase } = vendor
  if (linkBase === null) throw obstacle('needs_public_url')
  return (await linkFor(vendor, { workspaceId, upload, linkBase, now: vendor.now() })) ?? fileGone()
}

/** What the vendor calls the file, written down before any message names it: by that a message without an answer is known again. */
async function uploaded(vendor: Vendor, send: SendRow, to: Receiver, signal: AbortSignal): Promise<string> {
  const { storage } = vendor
  const { sending } = vendor.connector
  const { workspace_id: workspaceId, content } = send
  if (send.file_ref !== null) return send.file_ref
  if (content.type !== 'media') throw obstacle('cannot_send')
  if (vendor.uploads >= MOST_UPLOADS) {
    // To wait for others is no attempt.
    await storage.write((tx) => updateSend(tx, workspaceId, send.id, { attempts: send.attempts - 1 }))
    throw new ConnectorError('unreachable', 'other_files_first', 'Other files are handed over first.', {
      retryAfterMs: AFTER_OTHERS_MS,
    })
  }
  const row = (await keepForVendor(vendor, { workspaceId, upload: content.upload, now: vendor.now() })) ?? fileGone()
  const file = {
    filename: row.filename,
    mimeType: row.mime_type,
    size: row.size,
    open: () => streamUpload(storage, row, { from: 0, to: row.size - 1 }),
  }
  // Where files are stored may be out of reach while the vendor itself is not.
  vendor.uploads += 1
  const ref = await callAside(vendor, vendor.writes, signal, async () => sending?.upload?.(to, file, signal))
    .catch((error: unknown) => {
      const isHopeless = error instanceof ConnectorError && error.kind === 'malformed' && send.attempts >= MOST_ATTEMPTS
      throw isHopeless ? new ConnectorError('rejected', error.code, error.message, { cause: error }) : error
    })
    .finally(() => (vendor.uploads -= 1))
  if (ref === undefined) throw obstacle('cannot_send')
  const isOurs = await storage.write(async (tx) => {
    // It took long: meanwhile another worker may have taken over, and handed over a file of its own.
    if ((await sendById(tx, workspaceId, send.id))?.claimed_by !== send.claimed_by) return false
    // How long its message may be under way is counted from here, and not from before the file.
    await updateSend(tx, workspaceId, send.id, { file_ref: ref, first_tried_ms: vendor.now() })
    return true
  })
  if (!isOurs) throw new ConnectorError('unreachable', 'aborted', 'Another worker sends this message.')
  return ref
}

function fileGone(): never {
  throw obstacle('file_gone')
}

function obstacle(code: 'needs_public_url' | 'file_gone' | 'cannot_send'): ConnectorError {
  return new ConnectorError('rejected', code, 'A file that was to be sent cannot be.')
}
