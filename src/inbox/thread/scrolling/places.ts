import type { Inbox } from '#inbox/data/inbox.ts'

/** Where somebody reads: how far the top of this item lies below the upper edge of the box, in pixels. Null is the lower end. */
export type Place = { key: string; offset: number } | null

const byInbox = new WeakMap<Inbox, Map<string, Place>>()

/** Where this agent was in each conversation, for as long as the tab lives. */
export function placesOf(inbox: Inbox): Map<string, Place> {
  const places = byInbox.get(inbox) ?? new Map<string, Place>()
  byInbox.set(inbox, places)
  return places
}
