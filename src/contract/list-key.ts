import { sortKeyOf } from './conversation.ts'
import type { Conversation, Sortable, SortKey } from './conversation.ts'
import { WINDOW_MS } from './window.ts'

export const listSorts = ['last_message', 'window'] as const
export type ListSort = (typeof listSorts)[number]

/** What puts every closed window below every open one: more milliseconds than any date has, and few enough to count exactly. */
export const CLOSED_BELOW_MS = 1e15

type Sorted = Sortable & Pick<Conversation, 'last_inbound_at'>

/** Where a conversation stands in a list at `now` (epoch ms); `compareSortKeys` puts the keys of one sort in order. */
export function listKeyOf(conversation: Sorted, sort: ListSort | undefined, now: number): SortKey {
  if (sort !== 'window') return sortKeyOf(conversation)
  const { id, last_inbound_at: at } = conversation
  return { ms: windowSortMs(at === null ? null : Date.parse(at), now), id }
}

/**
 * The `ms` of a key by window: what closes first is on top, then what closed, the latest first, and who never wrote at the bottom.
 * Negative, because keys are compared from the greatest down.
 */
export function windowSortMs(lastInboundMs: number | null, now: number): number {
  const inbound = lastInboundMs ?? 0
  return inbound > now - WINDOW_MS && lastInboundMs !== null ? 0 - inbound : inbound - CLOSED_BELOW_MS
}
