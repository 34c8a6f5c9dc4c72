import * as z from 'zod/mini'
import { conversationSearchSchema } from './conversation-search.ts'
import type { ConversationSearch } from './conversation-search.ts'
import { statuses } from './conversation.ts'

export const statusFilters = [...statuses, 'all'] as const
export type StatusFilter = (typeof statusFilters)[number]

const filters = conversationSearchSchema.shape

/** The filters as the address bar shows them. Anything unreadable falls back to its default, so a bad URL opens the inbox. */
export const inboxUrlSchema = z.object({
  status: z.catch(z.enum(statusFilters), 'open'),
  assignee: z.catch(filters.assignee, undefined),
  connection: z.catch(filters.connection, undefined),
  channel: z.catch(filters.channel, undefined),
  account: z.catch(filters.account, undefined),
  /** Only those with a star are asked for here. */
  starred: z.catch(z.optional(z.literal('true')), undefined),
  window: z.catch(filters.window, undefined),
  /** The usual sort is never written. */
  sort: z.catch(z.optional(z.literal('window')), undefined),
  q: z.catch(filters.q, undefined),
})
export type InboxUrl = z.infer<typeof inboxUrlSchema>

/** The address bar always names a status (`open` unless told otherwise); the API omits it to mean every status. */
export function searchOfUrl(url: InboxUrl): ConversationSearch {
  return {
    ...(url.status === 'all' ? {} : { status: url.status }),
    ...(url.assignee === undefined ? {} : { assignee: url.assignee }),
    ...(url.connection === undefined ? {} : { connection: url.connection }),
    ...(url.channel === undefined ? {} : { channel: url.channel }),
    ...(url.starred === undefined ? {} : { starred: url.starred }),
    ...(url.account === undefined ? {} : { account: url.account }),
    ...(url.window === undefined ? {} : { window: url.window }),
    ...(url.sort === undefined ? {} : { sort: url.sort }),
    ...(url.q === undefined || url.q.trim() === '' ? {} : { q: url.q }),
  }
}
