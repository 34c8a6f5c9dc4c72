import * as z from 'zod/mini'
import { instantSchema, owedFields } from './conversation.ts'
import { filesSchema } from './upload.ts'

/**
 * How a connection to a vendor is doing. `ok` it answers; `catching_up` the first reading is under way; `slow` it limits or delays us;
 * `down` it cannot be reached; `refused` it does not accept our key, so nothing is sent until that is mended; `paused` somebody here stopped it.
 */
export const connectionStates = ['ok', 'catching_up', 'slow', 'down', 'refused', 'paused'] as const

/** What can be sent on a channel. `window`: free text only within 24 hours of the customer's last message. */
const sendsSchema = z.object({
  max_text: z.int(),
  window: z.boolean(),
  templates: z.boolean(),
  /** Null when the vendor takes no files from us. */
  files: z.nullable(filesSchema),
  /** Whom a first message can be sent to without a conversation. */
  starts_with: z.nullable(z.literal('number')),
})
export type ChannelSends = z.infer<typeof sendsSchema>

export const channelSchema = z.object({
  name: z.string(),
  /**
   * What the vendor holds of its conversations, and can be told that they were `read` and are `unread` again; all else is kept here, but for
   * `feedback`.
   */
  holds: z.array(z.enum([...owedFields, 'unread'])),
  /** Null when nothing can be sent. */
  sends: z.nullable(sendsSchema),
  /** What an agent has to know before assigning and before sending; null when it is as anybody would think. */
  assigning: z.nullable(z.literal('changes_contact_owner')),
  sending: z.nullable(z.literal('cannot_be_recalled')),
  /** Whose the tags are, where they are not the conversation's own. */
  tags_of: z.optional(z.literal('contact')),
})

export type Channel = z.infer<typeof channelSchema>

export const connectionSchema = z.object({
  id: z.string(),
  object: z.literal('connection'),
  vendor: z.string(),
  /** As the vendor writes it. */
  vendor_name: z.string(),
  name: z.string(),
  state: z.enum(connectionStates),
  /** Why it is not ok: the error's code and a sentence. */
  problem: z.nullable(z.object({ code: z.string(), message: z.string(), since: instantSchema })),
  /**
   * The first reading. While it goes on, about how many it reads a minute; where the vendor tells how many there are, also that, and
   * about how long it takes yet.
   */
  backfill: z.object({
    done: z.boolean(),
    rows: z.int(),
    total: z.optional(z.int()),
    seconds_left: z.optional(z.int()),
    per_minute: z.optional(z.int()),
  }),
  last_sync_at: z.nullable(instantSchema),
  /** Writes that the vendor does not have yet. */
  backlog: z.int(),
  /** Rows that could not be read and were put aside. */
  quarantined: z.int(),
  /** Empty until the vendor was asked for the first time. */
  channels: z.array(channelSchema),
  /** True when the vendor tells us of changes; false when we only poll. */
  webhooks: z.boolean(),
})
export type Connection = z.infer<typeof connectionSchema>

/** What can be sent on a channel: null when nothing can, undefined while that is not known. */
export function sendsOn(connection: Connection | undefined, channel: string): ChannelSends | null | undefined {
  return connection === undefined
    ? undefined
    : (connection.channels.find(({ name }) => name === channel)?.sends ?? null)
}
