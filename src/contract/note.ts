import * as z from 'zod/mini'
import { instantSchema } from './conversation.ts'

const MOST_TEXT = 10_000

/** What a colleague wrote for colleagues. It is no message: no vendor ever gets it, and nothing that sends takes it. */
export const noteSchema = z.object({
  id: z.string(),
  object: z.literal('note'),
  conversation_id: z.string(),
  text: z.string(),
  author: z.object({ id: z.string(), name: z.string() }),
  /** The idempotency key that it was written with. */
  key: z.string(),
  created_at: instantSchema,
})
export type Note = z.infer<typeof noteSchema>

export const writeNoteSchema = z.strictObject({
  text: z.string().check(z.maxLength(MOST_TEXT), z.regex(/\S/)),
})
