import * as z from 'zod/mini'
import { instantSchema } from './conversation.ts'
import { filesSchema } from './upload.ts'

/**
 * How a connection to a vendor is doing. `ok` it answers; `catching_up` the first reading is under way; `slow` it limits or delays us;
 * `down` it cannot be reached; `refused` it does not accept our key, so nothing is sent until that is mended; `paused` somebody here stopped it.
 */
export const connectionStates = ['ok', 'catching_up', 'slow', 'down', 'refused', 'paused'] as const

export const connectionSchema = z.object({
  id: z.string(),
  object: z.literal('connection'),
  vendor: z.string(),
  name: z.string(),
  state: z.enum(connectionStates),
  /** Why it is not ok: the error's code and a sentence. */
  problem: z.nullable(z.object({ code: z.string(), message: z.string(), since: instantSchema })),
  backfill: z.object({ done: z.boolean(), rows: z.int() }),
  last_sync_at: z.nullable(instantSchema),
  /** Writes that the vendor does not have yet. */
  backlog: z.int(),
  /** Rows that could not be read and were put aside. */
  quarantined: z.int(),
  /** What can be sent by it; null when nothing can. `window`: free text only within 24 hours of the customer's last message. */
  sends: z.nullable(
    z.object({
      max_text: z.int(),
      window: z.boolean(),
      templates: z.boolean(),
      /** Null when the vendor takes no files from us. */
      files: z.nullable(filesSchema),
    }),
  ),
  /** True when the vendor tells us of changes; false when we only poll. */
  webhooks: z.boolean(),
})
export type Connection = z.infer<typeof connectionSchema>
