import * as z from 'zod/mini'

export const statuses = ['open', 'pending', 'resolved'] as const
export const statusSchema = z.enum(statuses)
export type Status = z.infer<typeof statusSchema>

/** Fields that two people may fight over: each remembers who changed it last, and a PATCH can conflict on it. */
export const guardedFields = ['status', 'assignee'] as const
export const guardedFieldSchema = z.enum(guardedFields)
export type GuardedField = z.infer<typeof guardedFieldSchema>

/** What a vendor may hold or not: whatever it does not is kept here. `read`: what was read and what was not. */
export const keepableFields = [...guardedFields, 'starred', 'read'] as const
const keepableFieldSchema = z.enum(keepableFields)
export type KeepableField = z.infer<typeof keepableFieldSchema>

/** What a vendor can be told and answers with nothing: it is in no conversation, and kept nowhere but there. */
export const feedbacks = ['positive', 'negative'] as const
export type Feedback = (typeof feedbacks)[number]
/** What can be owed to a vendor, and refused by it. */
export const owedFields = [...keepableFields, 'feedback'] as const
export type OwedField = (typeof owedFields)[number]

/** An instant on the wire: ISO 8601 in UTC, as `Date.prototype.toISOString` writes it. */
export const instantSchema = z.iso.datetime()

export const assigneeSchema = z.object({
  id: z.string(),
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
})
export type Assignee = z.infer<typeof assigneeSchema>

/**
 * What became of messages that were written here: `waiting` some are owed to the vendor, `checking` it is not known of one whether it
 * arrived, `failed` one did not and nobody has looked after it yet.
 */
export const outgoingStates = ['none', 'waiting', 'checking', 'failed'] as const
export type OutgoingState = (typeof outgoingStates)[number]

/**
 * A vendor's refusal that the agents of this conversation have not dismissed yet. The field is back at the vendor's value, but for `read`,
 * which is kept here, and for `feedback`, which is kept nowhere.
 */
export const syncNoticeSchema = z.object({
  field: z.enum(owedFields),
  /** What the agent wanted: a status, an assignee's name or null for unassigned, `starred` or null, `read` or `unread`, the feedback. */
  wanted: z.nullable(z.string()),
  /** The vendor's error code, for support; never shown alone. */
  code: z.string(),
  message: z.string(),
  at: instantSchema,
})
export type SyncNotice = z.infer<typeof syncNoticeSchema>

/**
 * Where our writes stand: `synced` the vendor has all of them, `waiting` one is queued or under way,
 * `delayed` the vendor failed to take it at least once and it will be tried again.
 */
export const syncStates = ['synced', 'waiting', 'delayed'] as const

export const conversationSchema = z.object({
  id: z.string(),
  object: z.literal('conversation'),
  status: statusSchema,
  contact: z.object({
    id: z.string(),
    phone_number: z.nullable(z.string()),
    name: z.nullable(z.string()),
    email: z.nullable(z.string()),
  }),
  whatsapp_account: z.object({ phone_number: z.nullable(z.string()) }),
  assignee: z.nullable(assigneeSchema),
  starred: z.boolean(),
  unread_count: z.int().check(z.minimum(0)),
  last_message_at: z.nullable(instantSchema),
  last_inbound_at: z.nullable(instantSchema),
  created_at: instantSchema,
  updated_at: instantSchema,
  /** The seq of this conversation's last change: an older version never replaces a newer one. */
  version: z.int(),
  connection: z.object({ id: z.string(), vendor: z.string(), vendor_name: z.string(), name: z.string() }),
  channel: z.string(),
  /** Of a ticket or an e-mail; null where the channel has none. */
  subject: z.nullable(z.string()),
  /** As the vendor names them; they are changed there. Empty also where it has none or does not tell. */
  tags: z.array(z.string()),
  /** True while the vendor has not told when the last message was written: until then it stands in lists by `created_at`. */
  activity_untold: z.optional(z.boolean()),
  /** The newest message in a line, or null while none was read yet. With a `type` the text is not its own words but says of what type it is. */
  preview: z.nullable(
    z.object({ text: z.string(), direction: z.enum(['inbound', 'outbound']), type: z.optional(z.string()) }),
  ),
  /** Null when the customer never wrote, and where the channel has no window. */
  window_closes_at: z.nullable(instantSchema),
  outgoing: z.enum(outgoingStates),
  sync: z.object({
    state: z.enum(syncStates),
    /** Fields whose value the vendor does not hold; only this workspace does. */
    kept_here: z.array(keepableFieldSchema),
    /** What the vendor refused and nobody has dismissed yet, one for each field at most. */
    notices: z.array(syncNoticeSchema),
  }),
})
export type Conversation = z.infer<typeof conversationSchema>

/**
 * The body of PATCH: at least one field. `assigned_to` takes an agent's id, or a vendor user id known on that connection, or null.
 * `starred` and `unread_count` are marks of the whole team and never conflict. `unread_count` is read (0) or unread (1); with `If-Match`, a 0 leaves it
 * unread when the customer wrote after that version. `feedback` is for the vendor alone, where its channel `holds` that.
 */
export const conversationPatchSchema = z.strictObject({
  status: z.optional(statusSchema),
  assigned_to: z.optional(z.nullable(z.string().check(z.minLength(1), z.maxLength(128)))),
  starred: z.optional(z.boolean()),
  unread_count: z.optional(z.literal([0, 1])),
  feedback: z.optional(z.enum(feedbacks)),
})
export type ConversationPatch = z.infer<typeof conversationPatchSchema>

/** The place of a conversation in a list: the greater `ms` first, id as the tie-break. */
export type SortKey = { ms: number; id: string }

/** What decides where a conversation stands. */
export type Sortable = Pick<Conversation, 'id' | 'last_message_at' | 'created_at' | 'activity_untold'>

/** Last message first, those without one last: null times sort as 0, so a keyset comparison never meets a null. */
export function sortKeyOf({ id, last_message_at, created_at, activity_untold }: Sortable): SortKey {
  const at = last_message_at ?? (activity_untold === true ? created_at : null)
  return { ms: at === null ? 0 : Date.parse(at), id }
}

/** Negative when `a` stands above `b`. Ids compare by code unit, as SQLite and PostgreSQL (collate "C") do for ASCII. */
export function compareSortKeys(a: SortKey, b: SortKey): number {
  if (a.ms !== b.ms) return b.ms - a.ms
  if (a.id === b.id) return 0
  return a.id < b.id ? 1 : -1
}
