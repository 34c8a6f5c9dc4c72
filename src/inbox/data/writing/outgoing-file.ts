import * as z from 'zod/mini'
import type { Message } from '#contract/message.ts'
import { fileKinds } from '#contract/upload.ts'
import type { Upload } from '#contract/upload.ts'

/** The file in a message that the gateway does not have yet, as far as a bubble shows it. */
export const outgoingFileSchema = z.object({
  kind: z.enum(fileKinds),
  mime_type: z.string(),
  filename: z.string(),
  /** In bytes. */
  size: z.number(),
})
export type OutgoingFile = z.infer<typeof outgoingFileSchema>

/**
 * Uploads a file, or waits for the upload that is under way; the same answer however often it is called, unless it is wanted `anew` because
 * the gateway has forgotten it. Fails with `ApiError`.
 */
export type FinishUpload = (anew?: boolean) => Promise<Upload>

/** Where the gateway shows an uploaded file to whoever brought it. */
export function uploadHref(upload: string): string {
  return `/v1/uploads/${encodeURIComponent(upload)}/content`
}

/** The upload that the file of a message still lies in; null when only the vendor has it. */
export function uploadIn(media: Message['media']): string | null {
  return /^\/v1\/uploads\/(upl_\w+)\/content$/.exec(media?.href ?? '')?.[1] ?? null
}
