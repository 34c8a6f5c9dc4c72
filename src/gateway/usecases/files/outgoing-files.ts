import type { SendMessage } from '#contract/sending.ts'
import { judgeFile } from '#contract/upload.ts'
import type { ChannelFiles } from '#connectors/sending.ts'
import { messagesById, updateMessage } from '#gateway/storage/messages.ts'
import { sendsOfUpload } from '#gateway/storage/sends.ts'
import type { SendContent } from '#gateway/storage/sends.ts'
import type { Storage, Tx } from '#gateway/storage/storage.ts'
import { deleteUpload, staleUploads, updateUpload, uploadById } from '#gateway/storage/uploads.ts'
import type { UploadRow } from '#gateway/storage/uploads.ts'
import { fail } from '../fail.ts'
import { readParts, storeParts } from '../messages/message-parts.ts'
import type { StoredParts } from '../messages/message-parts.ts'

export type SentFile = Extract<SendContent, { type: 'media' }>

/** The vendor may come for a file a while after it took the message, and once more when the message is tried again. */
const LINK_MS = 24 * 60 * 60 * 1000
/** How long a file that went out can be looked at here, and sent anew without uploading it again. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000

/** Whether a repeated key brings the file and the words that it brought the first time. */
export function isSameFile({ upload, caption }: SentFile, { attachment, text, template }: SendMessage): boolean {
  return template === undefined && upload === attachment?.upload && caption === (text ?? null)
}

/**
 * What goes out when a message names a file of its author, which is kept from now on until the message is settled. Fails with
 * `cannot_send`, `unknown_upload`, `unsupported_file` or `invalid_field_value`.
 */
export async function takeFile(
  tx: Tx,
  file: {
    workspaceId: string
    author: string
    upload: string
    caption: string | null
    /** What the channel takes. */
    files: ChannelFiles | null
    /** Where the vendor finds us; null when it cannot. */
    linkBase: string | null
  },
  now: number,
): Promise<SentFile> {
  const { workspaceId, caption, files } = file
  if (files === null) return fail('cannot_send', { param: 'attachment' })
  if (wantsAddress(files, file.linkBase)) return refuseWithoutAddress()
  const row = await uploadById(tx, workspaceId, file.upload)
  if (row?.author !== file.author) return fail('unknown_upload', { param: 'attachment.upload' })
  const verdict = judgeFile(files.takes, { type: row.mime_type, size: row.size })
  if (!('fits' in verdict)) return fail('unsupported_file', { param: 'attachment.upload' })
  const { kind, max_caption: most } = verdict.fits
  if ((caption?.length ?? 0) > most) {
    const message = most === 0 ? `There is no text beside ${kind}.` : `A caption has at most ${most} characters here.`
    fail('invalid_field_value', { param: 'text', message })
  }
  await updateUpload(tx, workspaceId, row.id, { used_ms: now, keep_until_ms: now + KEPT_MS })
  const { filename, mime_type, size } = row
  return { type: 'media', kind, upload: row.id, caption, filename, mime_type, size }
}

/** Whether files cannot go out because the vendor fetches them, and finds no address of ours. */
export function wantsAddress({ by }: ChannelFiles, linkBase: string | null): boolean {
  return by === 'fetched' && linkBase === null
}

/** The vendor fetches files, and nobody told it where. Fails with `cannot_send`. */
export function refuseWithoutAddress(): never {
  const message = 'The vendor fetches files from here, so name the public https address in SIGAP_PUBLIC_URL.'
  return fail('cannot_send', { param: 'SIGAP_PUBLIC_URL', message })
}

type Wanted = { workspaceId: string; upload: string; now: number }

/** The public address of a file, good for a day from now and the same at every call; null when the file is gone. */
export async function linkFor(
  deps: { storage: Storage },
  { linkBase, ...wanted }: Wanted & { linkBase: string },
): Promise<string | null> {
  const row = await keepOn(deps, wanted, { link_until_ms: wanted.now + LINK_MS })
  return row === null ? null : `${linkBase.replace(/\/+$/, '')}/out/${row.token}`
}

/** A file that is about to be handed over, and is kept for a while after that; null when it is gone. */
export async function keepForVendor(deps: { storage: Storage }, wanted: Wanted): Promise<UploadRow | null> {
  return keepOn(deps, wanted, {})
}

async function keepOn(
  { storage }: { storage: Storage },
  { workspaceId, upload, now }: Wanted,
  columns: { link_until_ms?: number },
): Promise<UploadRow | null> {
  return storage.write(async (tx) => {
    const row = await uploadById(tx, workspaceId, upload)
    if (row === undefined) return null
    await updateUpload(tx, workspaceId, upload, { ...columns, keep_until_ms: now + KEPT_MS })
    return row
  })
}

/** What a thread shows of a file: its bytes are here until the vendor is the only one who has them. */
export function mediaOf({ kind, upload, filename, mime_type, size }: SentFile): NonNullable<StoredParts['media']> {
  return { kind, filename, mime_type, size, href: `/v1/uploads/${upload}/content` }
}

/** Forgets files that were kept long enough; the messages that they were sent in show what the vendor has of them from then on. */
export async function forgetFiles(
  { storage }: { storage: Storage },
  { workspaceId, now }: { workspaceId: string; now: number },
): Promise<void> {
  await storage.write(async (tx) => {
    for (const upload of await staleUploads(tx, workspaceId, now)) {
      for (const send of await sendsOfUpload(tx, workspaceId, upload)) {
        const [message] = await messagesById(tx, workspaceId, send.conversation_id, [send.message_id])
        if (message === undefined) continue
        const { media, ...parts } = readParts(message)
        if (media === undefined) continue
        const { href: _, ...atVendor } = media
        await updateMessage(tx, message, { parts: storeParts({ ...parts, media: atVendor }) })
      }
      await deleteUpload(tx, workspaceId, upload)
    }
  })
}
