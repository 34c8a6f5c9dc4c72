import * as z from 'zod/mini'
import { fileKinds } from '#contract/upload.ts'
import type { FileRule } from '#contract/upload.ts'

/** Where a file comes from and goes to: frozen when it is added, whatever is open later. */
export type Destination = { conversationId: string; connectionId: string; takes: readonly FileRule[] }

/** Why a channel does not take a file. */
export type Refusal =
  | { why: 'type'; endings: readonly string[] }
  | { why: 'empty' }
  | { why: 'unreadable' }
  | { why: 'size'; most: number }

/**
 * A file that an agent added to an answer. `reading` its type is being looked at; `failed` the upload was torn, and can be tried again;
 * `refused` the channel does not take it; `lost` it had not been uploaded when the page was closed, and has to be chosen again.
 */
export type Attachment = {
  /** Becomes the key of the message that it is sent in. */
  key: string
  conversationId: string
  filename: string
  /** In bytes. */
  size: number
  mimeType: string | null
  /** What it goes out by; null while that is not known. */
  rule: FileRule | null
  state: 'reading' | 'uploading' | 'uploaded' | 'failed' | 'refused' | 'lost'
  refusal: Refusal | null
  /** How much of it went out, from 0 to 1. */
  progress: number
  /** A picture's address for as long as this page lives, or at the gateway; null for what is no picture. */
  preview: string | null
  /** The gateway's id of it, once it is there. */
  upload: string | null
  /** When it was added, epoch ms. */
  at: number
}

/** As much of an attachment as survives a reload. */
export const keptAttachmentSchema = z.object({
  conversationId: z.string(),
  filename: z.string(),
  size: z.number(),
  mimeType: z.nullable(z.string()),
  rule: z.nullable(
    z.object({ kind: z.enum(fileKinds), types: z.array(z.string()), max_bytes: z.number(), max_caption: z.number() }),
  ),
  upload: z.nullable(z.string()),
  at: z.number(),
})
