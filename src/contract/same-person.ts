import * as z from 'zod/mini'
import { conversationSchema } from './conversation.ts'

/** What two contacts of different connections have in common. It suggests that they are one person and proves nothing. */
export const samePersonMarks = ['number', 'email'] as const

/** A contact of another connection who may be the same person: the newest conversation with them. */
export const samePersonSchema = z.object({
  by: z.enum(samePersonMarks),
  conversation: conversationSchema,
})
export type SamePerson = z.infer<typeof samePersonSchema>
