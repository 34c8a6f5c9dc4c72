import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { AnswerOf } from '#contract/endpoints/endpoint.ts'
import { messageEndpoints } from '#contract/endpoints/messages.ts'
import { isUnsent } from '#contract/message.ts'
import type { Message } from '#contract/message.ts'
import type { SetTimer } from '#inbox/lib/waker.ts'
import { conversationQueries, MESSAGES_PAGE_SIZE } from './conversations.ts'
import type { Call } from './http.ts'

type Page = AnswerOf<typeof messageEndpoints.listMessages>
/** A thread as far as it was read: newest page first, each page newest message first. */
export type Pages = InfiniteData<Page>

/**
 * Lays a newest page over a thread that is loaded: known messages take their new state (a delivery mark moves), new ones go on top.
 * A message that was sent from here is known by its key, since its id changes when the vendor has it; one that was discarded goes.
 * Null when the two do not meet, so that some in between are missing and the thread must be read anew.
 */
export function mergeNewest(pages: Pages, newest: Page): Pages | null {
  const fresh = new Map(newest.data.map((message) => [identityOf(message), message]))
  const known = new Set(pages.pages.flatMap((page) => page.data.map(identityOf)))
  const added = newest.data.filter((message) => !known.has(identityOf(message)))
  if (added.length === newest.data.length && newest.has_more && known.size > 0) return null
  const since = newest.data.at(-1)?.created_at ?? ''
  const isDiscarded = (message: Message) =>
    isUnsent(message) && message.created_at >= since && !fresh.has(identityOf(message))
  return {
    ...pages,
    pages: pages.pages.map((page, at) => ({
      ...page,
      data: (at === 0 ? [...added, ...page.data] : page.data)
        .filter((message) => !isDiscarded(message))
        .map((message) => fresh.get(identityOf(message)) ?? message),
    })),
  }
}

/** What a message is known by for as long as it is on the screen. */
export function identityOf({ key, id }: Message): string {
  return key ?? id
}

/** A thread with one message as it is now: in its place when it is there already, else as the newest. */
function withMessage(pages: Pages, message: Message): Pages {
  const identity = identityOf(message)
  const isKnown = pages.pages.some((page) => page.data.some((other) => identityOf(other) === identity))
  return {
    ...pages,
    pages: pages.pages.map((page, at) => ({
      ...page,
      data: isKnown
        ? page.data.map((other) => (identityOf(other) === identity ? message : other))
        : at === 0
          ? [message, ...page.data]
          : page.data,
    })),
  }
}

function withoutMessage(pages: Pages, message: Message): Pages {
  const others = (page: Page) => page.data.filter((other) => identityOf(other) !== identityOf(message))
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, data: others(page) })) }
}

const APART_MS = 1000

export type Threads = {
  /** Reads the newest page of a thread that is open: at once, and then at most once a second for each conversation. */
  refresh: (id: string) => void
  /** Takes in one message as the gateway answered it. */
  take: (message: Message) => void
  /** Takes one message out that the gateway no longer has. */
  remove: (message: Message) => void
  /** Whether its messages were read from the gateway. */
  isLoaded: (id: string) => boolean
  /** Whether somebody looks at this thread. */
  isOpen: (id: string) => boolean
  /** Reads an open thread that could not be read once more: whoever did not answer does now. */
  retryFailed: () => void
}

/** Keeps the threads that are open current. */
export function createThreads(deps: { queryClient: QueryClient; call: Call; setTimer: SetTimer }): Threads {
  const { queryClient, call, setTimer } = deps
  const waiting = new Set<string>()
  const again = new Set<string>()
  /** Threads that had news while nobody looked, by their query's hash: what was read of them stays, and is made current when they are opened. */
  const behind = new Map<string, string>()

  /** Changes made while older messages were on their way, whose answer is laid over what was there when they were asked for. */
  const made = new Map<string, ((pages: Pages) => Pages)[]>()

  queryClient.getQueryCache().subscribe((event) => {
    const { queryHash, queryKey } = event.query
    if (event.type === 'observerAdded') {
      const id = behind.get(queryHash)
      behind.delete(queryHash)
      if (id !== undefined) void read(id).catch(() => behind.set(queryHash, id))
    } else if (event.type === 'updated' && event.action.type === 'error') {
      made.delete(queryHash)
    } else if (event.type === 'updated' && event.action.type === 'success' && event.action.manual !== true) {
      const updates = made.get(queryHash)
      made.delete(queryHash)
      if (updates !== undefined) {
        queryClient.setQueryData<Pages>(queryKey, (pages) => pages && updates.reduce((all, one) => one(all), pages))
      }
    }
  })

  function change(id: string, update: (pages: Pages) => Pages): void {
    const { queryKey } = conversationQueries.messages(id)
    const query = queryClient.getQueryCache().find({ queryKey })
    if (query === undefined) return
    queryClient.setQueryData(queryKey, (pages) => pages && update(pages))
    if (query.state.fetchStatus !== 'idle') made.set(query.queryHash, [...(made.get(query.queryHash) ?? []), update])
  }

  async function read(id: string): Promise<void> {
    const { queryKey } = conversationQueries.messages(id)
    const newest = await call(messageEndpoints.listMessages, {
      params: { id },
      query: { limit: String(MESSAGES_PAGE_SIZE) },
    })
    const pages = queryClient.getQueryData(queryKey)
    const merged = pages === undefined ? null : mergeNewest(pages, newest)
    if (merged === null) await queryClient.resetQueries({ queryKey })
    else change(id, (pages) => mergeNewest(pages, newest) ?? pages)
  }

  function refresh(id: string): void {
    const { queryKey } = conversationQueries.messages(id)
    const query = queryClient.getQueryCache().find({ queryKey })
    if (query === undefined) return
    if (waiting.has(id)) {
      again.add(id)
      return
    }
    if (!query.isActive()) {
      behind.set(query.queryHash, id)
      return
    }
    waiting.add(id)
    // A failure here is not lost: the next event asks again, and the live state already tells that we are cut off.
    void read(id).catch(() => undefined)
    setTimer(() => {
      waiting.delete(id)
      if (again.delete(id)) refresh(id)
    }, APART_MS)
  }

  return {
    take: (message) => change(message.conversation_id, (pages) => withMessage(pages, message)),
    remove: (message) => change(message.conversation_id, (pages) => withoutMessage(pages, message)),
    isLoaded: (id) => queryClient.getQueryData(conversationQueries.messages(id).queryKey) !== undefined,
    isOpen(id) {
      const { queryKey } = conversationQueries.messages(id)
      return queryClient.getQueryCache().find({ queryKey })?.isActive() ?? false
    },
    refresh,
    retryFailed() {
      void queryClient.refetchQueries({
        queryKey: conversationQueries.threads(),
        type: 'active',
        predicate: ({ state }) => state.status === 'error' && state.data === undefined,
      })
    },
  }
}
