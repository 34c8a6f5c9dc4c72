import * as z from 'zod/mini'
import { instantSchema } from './conversation.ts'

/** Longer than anything that can be sent or noted; whoever writes more keeps it on the device. */
const MOST_TEXT = 65_536

/** `reply` goes to the customer one day, `note` to colleagues. */
export const writingModes = ['reply', 'note'] as const
export const writingModeSchema = z.enum(writingModes)
export type WritingMode = z.infer<typeof writingModeSchema>

/** What an agent has written and not sent. Nobody else ever gets it. */
export const draftSchema = z.object({
  conversation_id: z.string(),
  mode: writingModeSchema,
  text: z.string(),
  updated_at: instantSchema,
})
export type Draft = z.infer<typeof draftSchema>

const text = z.string().check(z.maxLength(MOST_TEXT))

/**
 * An empty text takes the draft away. `base` is what the device last knew to be kept here: when another device has written since, nothing
 * is replaced, and the device puts both together. Without it the draft is replaced as it is.
 */
export const saveDraftSchema = z.strictObject({ text, base: z.optional(text) })
export type SaveDraft = z.infer<typeof saveDraftSchema>
