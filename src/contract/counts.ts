import * as z from 'zod/mini'
import { statusSchema } from './conversation.ts'

/** How many conversations share a connection, a channel, a WhatsApp account, a status and an assignee. Cells with 0 are left out. */
export const countCellSchema = z.object({
  connection: z.string(),
  channel: z.string(),
  /** Digits of the WhatsApp account, empty when unknown. */
  account: z.string(),
  status: statusSchema,
  /** An agent's id, or null for unassigned. */
  assignee: z.nullable(z.string()),
  count: z.int(),
  /** How many of them hold a message that nobody has read. */
  unread: z.int(),
  starred: z.int(),
})
export type CountCell = z.infer<typeof countCellSchema>

/** Nobody counts further than this what closes soon: a screen says `99+`. */
export const CLOSING_CAP = 100

/**
 * The counts behind every view: a client sums the cells that a view covers. `as_of` is the seq they were read at. `closing` is how many
 * open conversations have a window that closes soon, `CLOSING_CAP` for that many or more; it also changes by time alone.
 */
export const countsSchema = z.object({
  as_of: z.int(),
  cells: z.array(countCellSchema),
  closing: z.int(),
})
export type Counts = z.infer<typeof countsSchema>
