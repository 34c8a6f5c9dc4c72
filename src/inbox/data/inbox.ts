import type { Query, QueryClient } from '@tanstack/react-query'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import type { Me } from '#contract/agent.ts'
import { conversationEndpoints } from '#contract/endpoints/conversations.ts'
import { ApiError } from './api-error.ts'
import { createActs } from './acts/acts.ts'
import type { Acts } from './acts/acts.ts'
import { applyLive } from './live/apply-live.ts'
import { createBackfillWatch } from './live/backfill-watch.ts'
import type { BrowserPort } from './browser-port.ts'
import { browserPort } from './browser-port.ts'
import { createConversationStore } from './acts/conversation-store.ts'
import type { ConversationStore } from './acts/conversation-store.ts'
import { conversationQueries, hasNextPage } from './conversations.ts'
import type { RowKeeper } from './conversations.ts'
import { createCountsStore } from './acts/counts.ts'
import type { CountsStore } from './acts/counts.ts'
import type { Call } from './http.ts'
import type { List } from './lists/list.ts'
import { createLists } from './lists/lists.ts'
import { localStorageOrNull } from './local-items.ts'
import type { Lists } from './lists/lists.ts'
import { createLive } from './live/live.ts'
import type { Live } from './live/live.ts'
import { createNotify } from './notifications.ts'
import type { Notifier } from './notifications.ts'
import { createOpSender } from './acts/op-sender.ts'
import { preferences as pagePreferences } from './preferences.ts'
import type { PreferenceStore } from './preferences.ts'
import { createReading } from './live/reading.ts'
import type { Reading } from './live/reading.ts'
import { createPresence } from './live/presence.ts'
import type { Presence } from './live/presence.ts'
import { createSelection } from './lists/selection.ts'
import type { Selection } from './lists/selection.ts'
import { sessionExpiry } from './session-expiry.ts'
import { createThreads } from './thread.ts'
import { createToasts } from './toasts.ts'
import type { Toasts } from './toasts.ts'
import { createUndoStack } from './acts/undo-stack.ts'
import { createWriting } from './writing/writing.ts'
import type { Writing } from './writing/writing.ts'

export type InboxOptions = {
  queryClient: QueryClient
  call: Call
  /** Names this tab, so that it knows its own echo. */
  clientId: string
  me: Me
  /** Epoch ms. */
  now?: () => number
  /** In [0, 1). */
  random?: () => number
  browser?: BrowserPort
  preferences?: PreferenceStore
  notifier?: Notifier | null
  /** Where drafts and unsent messages survive a reload; null keeps them for this page only. */
  storage?: Storage | null
}

/** The engine of the inbox, without a framework: rows, pending acts, lists, selection, counts and the live connection of one signed-in agent. */
export type Inbox = RowKeeper &
  Omit<Writing, 'queues'> & {
    clientId: string
    me: Me
    /** The agent's id, or null when an API key asks. */
    myId: string | null
    conversations: ConversationStore
    lists: Lists
    list: (search: ConversationSearch) => List
    selection: Selection
    counts: CountsStore
    live: Live
    toasts: Toasts
    preferences: PreferenceStore
    /** Null where the browser has none. */
    notifier: Notifier | null
    presence: Presence
    setStatus: Acts['setStatus']
    assign: Acts['assign']
    /** Resolves; reopens when all of them are resolved already. */
    toggleResolved: Acts['toggleResolved']
    toggleStarred: Acts['toggleStarred']
    reading: Pick<Reading, 'open'>
    star: Acts['star']
    markUnread: Acts['markUnread']
    /** Takes back the agent's newest act, and the one before it when called again. */
    undo: () => void
    canUndo: () => boolean
    takeOver: (toastId: string) => void
    /** Dismisses the notice that a vendor refused something. */
    dismissNotices: (id: string) => void
    /** Opens the live connection and asks before a tab with unsent acts is closed. */
    start: () => void
    /** Closes the connection and sends nothing more until `start`; unsent acts keep their places. */
    stop: () => void
    /** Tries unsent acts and the live connection now instead of at their next turn. */
    retryNow: () => void
  }

/** What was refused would be refused again; what nobody answered may be answered by now. */
const isUnanswered = ({ state: { data, error } }: Query) =>
  data === undefined && error instanceof ApiError && error.kind !== 'client'

const isAtItsEnd = ({ state }: Query) => !hasNextPage(state.data)

export function createInbox(options: InboxOptions): Inbox {
  const { queryClient, call, clientId, me } = options
  const now = options.now ?? Date.now
  const random = options.random ?? Math.random
  const browser = options.browser ?? browserPort()
  const preferences = options.preferences ?? pagePreferences
  const notifier = options.notifier ?? null
  const myId = me.agent?.id ?? null

  const conversations = createConversationStore()
  const toasts = createToasts()
  const undoStack = createUndoStack()
  const counts = createCountsStore(conversations, myId, now)
  const keeper: RowKeeper = {
    call,
    now,
    takeRead(rows, asOf) {
      conversations.transact((write) => {
        for (const row of rows) write.take(row)
      })
      live.sawRead(asOf)
    },
    takeCounts(read) {
      counts.take(read)
      live.sawRead(read.as_of)
    },
  }
  const lists = createLists({ store: conversations, queryClient, keeper, me: myId, setTimer: browser.setTimer })
  const shown = () => lists.main()?.snapshot().ids ?? []
  const selection = createSelection(shown)
  let mainList: List | null = null
  lists.onMain(() => {
    if (lists.main() === mainList) selection.prune()
    else selection.enterList()
    mainList = lists.main()
  })

  const sender = createOpSender({
    queryClient,
    call,
    store: conversations,
    setTimer: browser.setTimer,
    random,
    outcomes: {
      settled: (op, answer) => acts.settled(op, answer.version),
      refused: (op, error) => acts.refused(op, error),
      conflicted: (op, body) => acts.conflicted(op, body),
    },
  })
  const acts = createActs({ store: conversations, selection, shown, toasts, undoStack, now, send: sender.send })
  const threads = createThreads({ queryClient, call, setTimer: browser.setTimer })
  const { isLoaded } = threads
  const reading = createReading({ store: conversations, browser, isLoaded, read: acts.markRead })
  const presence = createPresence({ call, browser, myId })
  const { queues, ...writing } = createWriting({
    call,
    queryClient,
    store: conversations,
    threads,
    toasts,
    acts,
    setTimer: browser.setTimer,
    random,
    now,
    owner: myId,
    storage: options.storage === undefined ? localStorageOrNull() : options.storage,
  })
  const retryUnsent = () => {
    sender.retryNow()
    for (const queue of queues) queue.retryNow()
  }

  const readCounts = () => queryClient.fetchQuery({ ...conversationQueries.counts(keeper), staleTime: 0 })
  // A failure is mended by the stream, which sends the counts on every connect.
  const readCountsIfPossible = () => void readCounts().catch(() => undefined)

  function reload(): void {
    conversations.transact((write) => write.clearBase())
    lists.clear()
    counts.clear()
    void queryClient.resetQueries({ queryKey: conversationQueries.all() })
    // Last, since the reset gives up whatever is being read, and the connection begins by reading something.
    live.reset()
    readCountsIfPossible()
  }

  // A list whose end is not loaded yet reads what is new below by going on; only one that ended too early has to be read again.
  const watchBackfill = createBackfillWatch(() => {
    void queryClient.invalidateQueries({ queryKey: conversationQueries.lists(), predicate: isAtItsEnd })
  })

  const notify = createNotify({ notifier, preferences, browser, me: myId })
  const live = createLive({
    browser,
    call,
    now,
    random,
    apply: (events) =>
      applyLive(events, {
        store: conversations,
        counts,
        queryClient,
        now,
        threads,
        presence,
        draftSync: writing.draftSync,
        watchBackfill,
        notify,
      }),
    reload,
    readFirst: readCounts,
    onLive() {
      retryUnsent()
      void queryClient.refetchQueries({ type: 'active', predicate: isUnanswered })
    },
    onSignedOut: sessionExpiry.signal,
    listensWhenHidden: () => preferences.get().notifications && notifier?.permission() === 'granted',
  })

  let offs: (() => void)[] = []
  return {
    ...keeper,
    clientId,
    me,
    myId,
    conversations,
    lists,
    list: lists.get,
    selection,
    counts,
    live,
    toasts,
    preferences,
    notifier,
    ...writing,
    presence,
    setStatus: acts.setStatus,
    assign: acts.assign,
    toggleResolved: acts.toggleResolved,
    star: acts.star,
    toggleStarred: acts.toggleStarred,
    reading,
    markUnread(ids) {
      acts.markUnread(ids)
      reading.keepUnread(ids)
    },
    undo: acts.undo,
    canUndo: () => undoStack.size() > 0,
    takeOver: acts.takeOver,
    dismissNotices(id) {
      void call(conversationEndpoints.dismissNotices, { params: { id } }).then(
        (answer) => conversations.transact((write) => write.take(answer.data)),
        () => toasts.push({ kind: 'refused', key: `notice:${id}`, message: { key: 'refused.notice', values: {} } }),
      )
    },
    start() {
      if (offs.length > 0) return
      offs = [
        browser.onBeforeUnload(() => conversations.unsent() > 0 || queues.some((queue) => queue.unsent() > 0)),
        browser.onOnline(retryUnsent),
        browser.onVisibility(() => {
          if (browser.isHidden()) writing.draftSync.flush()
        }),
        lists.start(),
      ]
      sender.resume()
      for (const queue of queues) queue.resume()
      writing.draftSync.start()
      live.start()
      readCountsIfPossible()
    },
    stop() {
      for (const off of offs) off()
      offs = []
      live.stop()
      sender.pause()
      for (const queue of queues) queue.pause()
      writing.draftSync.stop()
    },
    retryNow() {
      retryUnsent()
      live.retryNow()
    },
  }
}
