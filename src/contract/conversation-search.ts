import * as z from 'zod/mini'
import { digitsOf } from './digits.ts'
import { statusSchema } from './conversation.ts'
import type { Conversation } from './conversation.ts'
import { listSorts } from './list-key.ts'
import { searchTextOf, searchWords } from './search-text.ts'
import { hasWindow, windowState, windowStates } from './window.ts'
import type { WindowState } from './window.ts'

export const DEFAULT_LIMIT = 25

/** The filters of a list, and its sort. A missing filter lets everything through; `status` omitted means every status. */
export const conversationSearchSchema = z.strictObject({
  status: z.optional(statusSchema),
  contact_id: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  /** `me`, `none` for unassigned, or an agent's id. */
  assignee: z.optional(z.string().check(z.regex(/^(me|none|agt_[0-9A-Za-z]{1,40})$/))),
  connection: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  /** As the vendor calls it: `whatsapp`, `email` … */
  channel: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  starred: z.optional(z.enum(['true', 'false'])),
  /** The WhatsApp number that the customer wrote to; compared by digits. */
  account: z.optional(z.string().check(z.regex(/^\+?\d{6,20}$/))),
  q: z.optional(z.string().check(z.maxLength(200))),
  /** A state of `windowState`: `open` with two hours left or more, `closing` with less, `closed` with none. It moves with the clock. Channels without a window are in none of them. */
  window: z.optional(z.enum(windowStates)),
  /** `last_message` unless asked otherwise; `window` puts the window that closes first on top, and closed ones last. */
  sort: z.optional(z.enum(listSorts)),
})
export type ConversationSearch = z.infer<typeof conversationSearchSchema>

/**
 * Whether a conversation belongs to a search: the one predicate that lists, live events and SQL agree on.
 * `me` is the asking agent's id; a search for `me` without one finds nothing. `now` (epoch ms) decides about the window alone.
 */
export function matchesSearch(
  conversation: Conversation,
  search: ConversationSearch,
  me: string | null,
  now: number,
): boolean {
  if (search.status !== undefined && conversation.status !== search.status) return false
  if (search.contact_id !== undefined && conversation.contact.id !== search.contact_id) return false
  if (search.connection !== undefined && conversation.connection.id !== search.connection) return false
  if (search.channel !== undefined && conversation.channel !== search.channel) return false
  if (search.starred !== undefined && conversation.starred !== (search.starred === 'true')) return false
  if (
    search.account !== undefined &&
    digitsOf(conversation.whatsapp_account.phone_number) !== digitsOf(search.account)
  ) {
    return false
  }
  if (search.assignee !== undefined && !matchesAssignee(conversation, search.assignee, me)) return false
  if (search.window !== undefined && !isInWindow(conversation, search.window, now)) return false
  if (search.q !== undefined) {
    const text = searchTextOf(conversation.contact, conversation.tags)
    return searchWords(search.q).every((word) => text.includes(word))
  }
  return true
}

function isInWindow(conversation: Conversation, state: WindowState, now: number): boolean {
  return hasWindow(conversation.channel) && windowState(closesAtMs(conversation), now) === state
}

/** When the window of a conversation closes (epoch ms), or null when its customer never wrote or its channel has none. */
export function closesAtMs({ window_closes_at: at }: Pick<Conversation, 'window_closes_at'>): number | null {
  return at === null ? null : Date.parse(at)
}

function matchesAssignee(conversation: Conversation, assignee: string, me: string | null): boolean {
  const holder = conversation.assignee?.id ?? null
  if (assignee === 'none') return holder === null
  if (assignee === 'me') return me !== null && holder === me
  return holder === assignee
}
