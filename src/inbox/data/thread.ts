import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { AnswerOf } from '#contract/endpoints.ts'
import { endpoints } from '#contract/endpoints.ts'
import type { Message } from '#contract/message.ts'
import type { SetTimer } from '#inbox/lib/waker.ts'
import { conversationQueries } from './conversations.ts'
import type { Call } from './http.ts'

type Page = AnswerOf<typeof endpoints.listMessages>
type Pages = InfiniteData<Page>

/**
 * Lays a newest page over a thread that is loaded: known messages take their new state (a delivery mark moves), new ones go on top.
 * Null when the two do not meet, so that some in between are missing and the thread must be read anew.
 */
export function mergeNewest(pages: Pages, newest: Page): Pages | null {
  const byId = new Map(newest.data.map((message) => [message.id, message]))
  const known = new Set(pages.pages.flatMap((page) => page.data.map((message) => message.id)))
  const fresh = newest.data.filter((message) => !known.has(message.id))
  if (fresh.length === newest.data.length && newest.has_more && known.size > 0) return null
  const update = (message: Message) => byId.get(message.id) ?? message
  return {
    ...pages,
    pages: pages.pages.map((page, at) => ({
      ...page,
      data: (at === 0 ? [...fresh, ...page.data] : page.data).map(update),
    })),
  }
}

const APART_MS = 1000

export type Threads = {
  /** Reads the newest page of a thread that is open, at most once a second for each conversation. */
  refresh: (id: string) => void
  /** Reads an open thread that could not be read once more: whoever did not answer does now. */
  retryFailed: () => void
}

/** Keeps the threads that are open current. */
export function createThreads(deps: { queryClient: QueryClient; call: Call; setTimer: SetTimer }): Threads {
  const { queryClient, call, setTimer } = deps
  const waiting = new Set<string>()

  async function read(id: string): Promise<void> {
    const { queryKey } = conversationQueries.messages(id)
    const newest = await call(endpoints.listMessages, { params: { id }, query: { limit: '50' } })
    const pages = queryClient.getQueryData(queryKey)
    const merged = pages === undefined ? null : mergeNewest(pages, newest)
    if (merged === null) await queryClient.resetQueries({ queryKey })
    else queryClient.setQueryData(queryKey, merged)
  }

  return {
    refresh(id) {
      const { queryKey } = conversationQueries.messages(id)
      const query = queryClient.getQueryCache().find({ queryKey })
      if (query === undefined || waiting.has(id)) return
      if (!query.isActive()) {
        // Nobody reads it: the next who opens it reads it anew.
        queryClient.removeQueries({ queryKey })
        return
      }
      waiting.add(id)
      setTimer(() => {
        waiting.delete(id)
        // A failure here is not lost: the next event asks again, and the live state already tells that we are cut off.
        void read(id).catch(() => undefined)
      }, APART_MS)
    },
    retryFailed() {
      void queryClient.refetchQueries({
        queryKey: conversationQueries.threads(),
        type: 'active',
        predicate: ({ state }) => state.status === 'error' && state.data === undefined,
      })
    },
  }
}
