import * as z from 'zod/mini'
import { connectionSchema } from './connection.ts'
import { conversationSchema, instantSchema } from './conversation.ts'
import { countsSchema } from './counts.ts'
import { presentSchema } from './presence.ts'

/** Who made a change. `vendor`: it was made at the vendor, by whom is not known; `api_key`: a program. */
export const actorSchema = z.object({
  type: z.enum(['agent', 'api_key', 'vendor', 'system']),
  id: z.string(),
  name: z.string(),
})
export type Actor = z.infer<typeof actorSchema>

/**
 * `message`: somebody wrote, `to` is the direction; `starred`: `to` is `starred` or null; `note`: a private note, `to` is its id, or `from` when it was deleted; `details` covers times, preview, contact and unread count; `sync` the state of our
 * writes at the vendor.
 */
export const changeFields = [
  'created',
  'status',
  'assignee',
  'starred',
  'message',
  'note',
  'details',
  'sync',
  'removed',
] as const

export const changeSchema = z.object({
  seq: z.int(),
  field: z.enum(changeFields),
  /** A status, or an agent's id; null for unassigned and for fields without values. */
  from: z.nullable(z.string()),
  to: z.nullable(z.string()),
  actor: actorSchema,
  /** The browser tab that asked for it, so that it knows its own echo; null for everybody else. */
  client: z.nullable(z.string()),
  at: instantSchema,
})
export type Change = z.infer<typeof changeSchema>

/** A conversation as it is now, with what changed since the reader's seq. `seq` is the newest of those changes. */
export const conversationEventSchema = z.object({
  type: z.literal('conversation'),
  seq: z.int(),
  conversation: conversationSchema,
  changes: z.array(changeSchema),
})
export type ConversationEvent = z.infer<typeof conversationEventSchema>

/** The vendor no longer has this conversation. */
export const removedEventSchema = z.object({ type: z.literal('removed'), seq: z.int(), id: z.string() })

/** Events with a seq can be replayed from it; the others describe the present and are sent again on every connect. */
export const liveEventSchema = z.discriminatedUnion('type', [
  conversationEventSchema,
  removedEventSchema,
  z.object({ type: z.literal('hello'), as_of: z.int() }),
  z.object({ type: z.literal('counts'), counts: countsSchema }),
  z.object({ type: z.literal('connections'), connections: z.array(connectionSchema) }),
  /** Agents or their identities changed: read them again. */
  z.object({ type: z.literal('agents') }),
  /** The team's canned replies changed: read them again. */
  z.object({ type: z.literal('canned_replies') }),
  /** Who has drafts, each with a mark that differs whenever one changed: whoever knew another mark reads their own again. */
  z.object({ type: z.literal('drafts'), marks: z.array(z.object({ agent_id: z.string(), mark: z.string() })) }),
  /** Who looks at which conversation now. */
  z.object({ type: z.literal('presence'), present: z.array(presentSchema) }),
  /** The seq asked for is too old to replay: load everything anew. */
  z.object({ type: z.literal('reload') }),
])
export type LiveEvent = z.infer<typeof liveEventSchema>

/** A page of `GET /v1/changes`. `as_of` is the seq to ask from next; `has_more` says that there is more right now. */
export const changesPageSchema = z.object({
  data: z.array(z.discriminatedUnion('type', [conversationEventSchema, removedEventSchema])),
  as_of: z.int(),
  has_more: z.boolean(),
  request_id: z.string(),
})

/** The body of a 412: the error, the conversation as it is now, and who changed the field that was fought over. */
export const conflictBodySchema = z.object({
  error: z.object({
    type: z.string(),
    code: z.literal('version_conflict'),
    message: z.string(),
    request_id: z.string(),
  }),
  conversation: conversationSchema,
  changes: z.array(changeSchema),
})
export type ConflictBody = z.infer<typeof conflictBodySchema>
