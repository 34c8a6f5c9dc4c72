import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import type { Conversation, SortKey } from '#contract/conversation.ts'
import type { Counts } from '#contract/counts.ts'
import { conversationEndpoints } from '#contract/endpoints/conversations.ts'
import { messageEndpoints } from '#contract/endpoints/messages.ts'
import type { Change } from '#contract/live-event.ts'
import { listKeyOf } from '#contract/list-key.ts'
import { call } from './http.ts'
import type { Call } from './http.ts'
import type { AnswerOf } from '#contract/endpoints/endpoint.ts'

/** Whoever keeps the rows: a page hands its conversations over and keeps only where they stood. */
export type RowKeeper = {
  call: Call
  /** Epoch ms. */
  now: () => number
  /** `asOf` is the seq of the snapshot that was read. */
  takeRead: (conversations: readonly Conversation[], asOf: number) => void
  takeCounts: (counts: Counts) => void
}

/** What the cache keeps of a page: where it ends, never the rows themselves. */
export type ListPage = { last: SortKey | null; nextCursor: string | null; asOf: number; ids: readonly string[] }

export const PAGE_SIZE = 100
export const MESSAGES_PAGE_SIZE = 50

// Live events keep the rows current, so nothing that was read grows old by itself.
const keptCurrent = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, refetchOnReconnect: false }

const pagesSchema = z.object({ pages: z.array(z.object({ nextCursor: z.nullable(z.string()) })) })

/** Whether a cached list goes on below what was read of it. */
export function hasNextPage(cached: unknown): boolean {
  const list = z.safeParse(pagesSchema, cached)
  return list.success && list.data.pages.at(-1)?.nextCursor !== null
}

/** The one place where the keys of conversations are written. */
export const conversationQueries = {
  all: () => ['conversations'] as const,
  lists: () => [...conversationQueries.all(), 'list'] as const,
  /** A list's pages; `inbox` takes the rows. */
  list: (search: ConversationSearch, inbox: RowKeeper) =>
    infiniteQueryOptions({
      ...keptCurrent,
      queryKey: [...conversationQueries.lists(), search],
      initialPageParam: null as string | null,
      queryFn: async ({ pageParam, signal }): Promise<ListPage> => {
        const query = { ...search, limit: String(PAGE_SIZE), ...(pageParam === null ? {} : { cursor: pageParam }) }
        const page = await inbox.call(conversationEndpoints.listConversations, { query, signal })
        inbox.takeRead(page.data, page.as_of)
        const last = page.data.at(-1)
        return {
          last: last === undefined ? null : listKeyOf(last, search.sort, inbox.now()),
          nextCursor: page.has_more ? page.next_cursor : null,
          asOf: page.as_of,
          ids: page.data.map((conversation) => conversation.id),
        }
      },
      getNextPageParam: (page: ListPage) => page.nextCursor,
    }),
  /** Reads one conversation into the rows; `useConversation` shows it. */
  detail: (id: string, inbox: RowKeeper) =>
    queryOptions({
      ...keptCurrent,
      queryKey: [...conversationQueries.all(), 'detail', id],
      queryFn: async ({ signal }) => {
        const answer = await inbox.call(conversationEndpoints.getConversation, { params: { id }, signal })
        inbox.takeRead([answer.data], answer.as_of)
        return { id, asOf: answer.as_of }
      },
    }),
  threads: () => [...conversationQueries.all(), 'messages'] as const,
  /** A thread, newest page first; each page newest message first. */
  messages: (id: string) =>
    infiniteQueryOptions({
      ...keptCurrent,
      // Comparing every message of a long thread with itself would cost a page of it dear.
      structuralSharing: false,
      queryKey: [...conversationQueries.threads(), id],
      initialPageParam: null as string | null,
      queryFn: ({ pageParam, signal }) =>
        call(messageEndpoints.listMessages, {
          params: { id },
          query: { limit: String(MESSAGES_PAGE_SIZE), ...(pageParam === null ? {} : { cursor: pageParam }) },
          signal,
        }),
      getNextPageParam: (page: AnswerOf<typeof messageEndpoints.listMessages>) =>
        page.has_more ? page.next_cursor : null,
    }),
  /** Who changed status and assignee, oldest first; live events add to it. */
  timeline: (id: string) =>
    queryOptions({
      ...keptCurrent,
      queryKey: [...conversationQueries.all(), 'timeline', id],
      queryFn: async ({ signal }): Promise<readonly Change[]> => {
        const { data } = await call(conversationEndpoints.listConversationChanges, { params: { id }, signal })
        return data.toReversed()
      },
    }),
  /** Private notes; `notesQuery` reads them. */
  notes: (id: string) => [...conversationQueries.all(), 'notes', id] as const,
  /** Reads the counts behind every view; `useCount` shows them with what is pending. */
  counts: (inbox: RowKeeper) =>
    queryOptions({
      ...keptCurrent,
      queryKey: [...conversationQueries.all(), 'counts'],
      queryFn: async ({ signal }) => {
        const { data } = await inbox.call(conversationEndpoints.countConversations, { signal })
        inbox.takeCounts(data)
        return data.as_of
      },
    }),
}
