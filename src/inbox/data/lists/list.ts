import { InfiniteQueryObserver } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { matchesSearch } from '#contract/conversation-search.ts'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import { compareSortKeys } from '#contract/conversation.ts'
import type { SortKey } from '#contract/conversation.ts'
import { listKeyOf } from '#contract/list-key.ts'
import type { Change } from '#contract/live-event.ts'
import { createEmitter } from '#inbox/lib/emitter.ts'
import type { SetTimer } from '#inbox/lib/waker.ts'
import type { Changed, ConversationStore } from '../acts/conversation-store.ts'
import { conversationQueries } from '../conversations.ts'
import type { RowKeeper } from '../conversations.ts'
import { departureOf, windowDeparture } from './departure.ts'
import { createLookAhead } from './look-ahead.ts'
import { createShownOrder } from './shown-order.ts'
import type { OrderCause, Pill } from './shown-order.ts'

/** `popup`: something lies in front of the list that the agent is in the middle of, such as whom to assign a row to. */
export type HoldReason = 'pointer' | 'focus' | 'popup'

/** What a list pane draws from; a new object whenever something in it changes. */
export type ListSnapshot = {
  ids: readonly string[]
  phase: 'loading' | 'error' | 'ready'
  error: Error | null
  hasMore: boolean
  loadingMore: boolean
  moreError: Error | null
  pill: Pill
  held: boolean
}

export type List = {
  search: ConversationSearch
  snapshot: () => ListSnapshot
  subscribe: (listener: () => void) => () => void
  retry: () => void
  loadMore: () => void
  applyPill: () => void
  hold: (reason: HoldReason, on: boolean) => void
  /** Why a row that is shown no longer belongs, and by whom; null while it belongs. */
  departure: (id: string) => Change | null
  /** Takes in what the store changed, or time alone; called by the store's keeper before the rows are told. */
  take: (changed: Changed) => void
  /** Forgets its rows; its pages are read anew by whoever resets the queries. */
  clear: () => void
}

export type ListDeps = {
  store: ConversationStore
  queryClient: QueryClient
  keeper: RowKeeper
  me: string | null
  setTimer: SetTimer
}

/** One search, its pages, and the order in which it shows them. Reads pages only while somebody is subscribed. */
export function createList(search: ConversationSearch, { store, queryClient, keeper, me, setTimer }: ListDeps): List {
  const order = createShownOrder()
  const ahead = createLookAhead(search, keeper, setTimer)
  const observer = new InfiniteQueryObserver(queryClient, conversationQueries.list(search, keeper))
  const changed = createEmitter()
  const holds = new Set<HoldReason>()
  // Rows that belong to the search but stand below what was loaded, where pages that nobody read may hold others.
  const below = new Map<string, SortKey>()
  let boundary: SortKey | 'nothing' | 'end' = 'nothing'
  let snapshot: ListSnapshot | null = null
  let stopObserving: (() => void) | null = null

  function isLoaded(key: SortKey): boolean {
    if (boundary === 'nothing') return false
    return boundary === 'end' || compareSortKeys(key, boundary) <= 0
  }

  function place(id: string, cause: OrderCause): void {
    const shown = store.get(id)
    const now = keeper.now()
    const belongs = shown !== undefined && !store.isRemoved(id) && matchesSearch(shown, search, me, now)
    const key = belongs ? listKeyOf(shown, search.sort, now) : null
    if (key !== null && !isLoaded(key)) {
      below.set(id, key)
      order.update(id, null, cause)
      return
    }
    below.delete(id)
    order.update(id, key, cause)
  }

  function readPages(): void {
    const pages = observer.getCurrentResult().data?.pages
    const last = pages?.at(-1)
    if (pages === undefined || last === undefined) return
    const next = last.nextCursor === null || last.last === null ? 'end' : last.last
    // It only ever goes down: what was loaded once is kept current by live events, even when its pages have left the cache.
    if (boundary === 'end' || (next !== 'end' && isLoaded(next))) return
    boundary = next
    const reached = [...below.entries()]
      .filter(([, key]) => isLoaded(key))
      .sort(([, a], [, b]) => compareSortKeys(a, b))
    for (const [id] of reached) place(id, 'page')
  }

  function refresh(): void {
    snapshot = null
    changed.emit()
  }

  function onResult(): void {
    readPages()
    refresh()
  }

  for (const conversation of store.base.all()) place(conversation.id, 'others')
  readPages()

  function make(): ListSnapshot {
    const result = observer.getCurrentResult()
    const failedFirst = result.data === undefined && result.isError
    return {
      ids: order.shown(),
      phase: failedFirst ? 'error' : result.data === undefined ? 'loading' : 'ready',
      error: failedFirst ? result.error : null,
      hasMore: result.hasNextPage,
      loadingMore: result.isFetchingNextPage,
      moreError: result.isFetchNextPageError ? result.error : null,
      pill: order.pill(),
      held: order.isHeld(),
    }
  }

  return {
    search,
    snapshot: () => (snapshot ??= make()),
    subscribe(listener) {
      const stop = changed.subscribe(listener)
      if (stopObserving === null) {
        // Left alone for minutes its query may have been dropped from the cache, and an observer does not notice by itself.
        observer.setOptions(conversationQueries.list(search, keeper))
        stopObserving = observer.subscribe(onResult)
        ahead.start()
        onResult()
      }
      return () => {
        stop()
        if (changed.size() > 0) return
        stopObserving?.()
        stopObserving = null
        ahead.stop()
      }
    },
    retry: () => void observer.refetch(),
    loadMore() {
      const { hasNextPage, isFetchingNextPage } = observer.getCurrentResult()
      if (hasNextPage && !isFetchingNextPage) void observer.fetchNextPage()
    },
    applyPill() {
      order.apply()
      refresh()
    },
    hold(reason, on) {
      if (on) holds.add(reason)
      else holds.delete(reason)
      if (order.isHeld() === holds.size > 0) return
      order.hold(holds.size > 0)
      refresh()
    },
    departure(id) {
      const shown = store.get(id)
      if (shown === undefined || order.belongs(id)) return null
      const matches = (some: ConversationSearch) => matchesSearch(shown, some, me, keeper.now())
      if (!matches(search) && matches({ ...search, window: undefined })) return windowDeparture(shown)
      return departureOf(shown, search, store.lastChange(id))
    },
    take(changedIds) {
      const before = order.shown()
      const pillBefore = order.pill()
      for (const [id, cause] of changedIds) place(id, cause)
      const pill = order.pill()
      const samePill =
        pill.fresh === pillBefore.fresh && pill.moved === pillBefore.moved && pill.left === pillBefore.left
      if (order.shown() !== before || !samePill) refresh()
    },
    clear() {
      order.clear()
      below.clear()
      boundary = 'nothing'
      refresh()
      if (stopObserving !== null) ahead.start()
    },
  }
}
