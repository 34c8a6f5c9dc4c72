import { useCallback, useEffect, useSyncExternalStore } from 'react'
import type { ConversationSearch } from '#contract/conversation-search.ts'
import type { Conversation } from '#contract/conversation.ts'
import type { CountCell } from '#contract/counts.ts'
import type { Change } from '#contract/live-event.ts'
import type { Present } from '#contract/presence.ts'
import type { OpState } from './acts/conversation-store.ts'
import { useInbox } from './inbox-context.tsx'
import type { HoldReason, List, ListSnapshot } from './lists/list.ts'
import type { LiveState } from './live/live.ts'
import { preferences } from './preferences.ts'
import type { Preferences } from './preferences.ts'
import { sessionExpiry } from './session-expiry.ts'
import type { Announcement, Toast } from './toasts.ts'
import { useKeyed } from './use-keyed.ts'

/** A conversation as the screen shows it: base ⊕ pending. Wakes only when that one changes; undefined while it is not known. */
export function useConversation(id: string): Conversation | undefined {
  const { conversations } = useInbox()
  return useKeyed(conversations.subscribe, id, () => conversations.get(id))
}

/** Unsent acts of this tab for a conversation: a mark on its row. */
export function useOpState(id: string): OpState {
  const { conversations } = useInbox()
  return useKeyed(conversations.subscribe, id, () => conversations.opState(id))
}

export type ShownList = ListSnapshot & {
  /** How many rows there are in all, loaded or not; -1 when nobody knows, as `aria-setsize` has it. */
  size: number
  retry: () => void
  loadMore: () => void
  applyPill: () => void
  hold: (reason: HoldReason, on: boolean) => void
  /** Why a row that is shown no longer belongs, and by whom; null while it belongs. Ask in the row, beside `useConversation`. */
  departure: (id: string) => Change | null
}

/** A list as it is shown, and the list in which keys move: one at a time is on the screen. */
export function useShownList(search: ConversationSearch): ShownList {
  const { lists } = useInbox()
  const list = lists.get(search)
  useEffect(() => lists.enter(list), [lists, list])
  return useListOf(list)
}

/** A list beside the main one, such as a contact's other conversations; keys do not move in it. */
export function useSideList(search: ConversationSearch): ShownList {
  return useListOf(useInbox().lists.get(search))
}

function useListOf(list: List): ShownList {
  const { lists } = useInbox()
  const subscribe = useCallback((wake: () => void) => lists.subscribe(list, wake), [lists, list])
  const snapshot = useSyncExternalStore(subscribe, list.snapshot)
  const count = useCount(list.search)
  const { retry, loadMore, applyPill, hold, departure } = list
  const size = sizeOf(snapshot, count)
  return { ...snapshot, size, retry, loadMore, applyPill, hold, departure }
}

function sizeOf({ hasMore, ids }: ListSnapshot, count: number | null): number {
  if (!hasMore) return ids.length
  // Counts may be a moment behind, and no row stands at a place that the list does not have.
  return count === null ? -1 : Math.max(count, ids.length)
}

/** How many conversations a search finds, what is pending included; null while unknown and in a search by words. */
export function useCount(search: ConversationSearch): number | null {
  const { counts } = useInbox()
  return useSyncExternalStore(counts.subscribe, () => counts.count(search))
}

/** Open conversations whose window closes soon, what is pending included, up to `CLOSING_CAP`; null while unknown. */
export function useClosingCount(): number | null {
  const { counts } = useInbox()
  return useSyncExternalStore(counts.subscribe, counts.closing)
}

/** The cells behind every count, for whoever lists the accounts that there are. */
export function useCountCells(): readonly CountCell[] {
  const { counts } = useInbox()
  return useSyncExternalStore(counts.subscribe, counts.cells)
}

/** Open conversations with something unread that are mine or nobody's: the number in the tab's title. */
export function useUnread(): number {
  const { counts } = useInbox()
  return useSyncExternalStore(counts.subscribe, counts.unread)
}

/** What the agent has written to a conversation and not sent. */
export function useDraft(id: string): string {
  const { drafts } = useInbox()
  return useKeyed(drafts.subscribe, id, () => drafts.get(id))
}

/** Which colleagues look at a conversation now, or write in it. */
export function usePresent(id: string): readonly Present[] {
  const { presence } = useInbox()
  return useKeyed(presence.subscribe, id, () => presence.of(id))
}

export function useActiveId(): string | null {
  const { selection } = useInbox()
  return useSyncExternalStore(selection.subscribe, selection.activeId)
}

export function useIsActive(id: string): boolean {
  const { selection } = useInbox()
  return useKeyed(selection.subscribeRow, id, () => selection.activeId() === id)
}

export function useIsSelected(id: string): boolean {
  const { selection } = useInbox()
  return useKeyed(selection.subscribeRow, id, () => selection.isSelected(id))
}

export function useSelectedCount(): number {
  const { selection } = useInbox()
  return useSyncExternalStore(selection.subscribe, selection.count)
}

export function useLiveState(): LiveState {
  const { live } = useInbox()
  return useSyncExternalStore(live.state.subscribe, live.state.get)
}

export function useToasts(): readonly Toast[] {
  const { toasts } = useInbox()
  return useSyncExternalStore(toasts.subscribe, toasts.list)
}

/** Answers how to put a toast away. */
export function useDismissToast(): (id: string) => void {
  return useInbox().toasts.dismiss
}

/** What a screen reader should say next, politely. */
export function useAnnouncement(): Announcement | null {
  const { toasts } = useInbox()
  return useSyncExternalStore(toasts.subscribe, toasts.announcement)
}

/** Also above `InboxProvider`: the sign-in page has a theme and a language too. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(preferences.subscribe, preferences.get)
}

/** Whether the gateway stopped knowing who we are. */
export function useSessionExpired(): boolean {
  return useSyncExternalStore(sessionExpiry.subscribe, sessionExpiry.get)
}
