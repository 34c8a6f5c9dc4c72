import * as z from 'zod/mini'

/** What an agent looks at in one tab; null for no conversation. */
export const presenceReportSchema = z.strictObject({
  conversation_id: z.nullable(z.string().check(z.minLength(1), z.maxLength(64))),
  typing: z.boolean(),
})
export type PresenceReport = z.infer<typeof presenceReportSchema>

/** Somebody who looks at a conversation now, or writes in it. */
export const presentSchema = z.object({
  conversation_id: z.string(),
  agent: z.object({ id: z.string(), name: z.string() }),
  typing: z.boolean(),
})
export type Present = z.infer<typeof presentSchema>
