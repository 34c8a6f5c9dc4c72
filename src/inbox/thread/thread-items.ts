import type { Message } from '#contract/message.ts'
import { identityOf } from '#inbox/data/thread.ts'

/** What stands in a thread from top to bottom: the name of a day, or a message. Keys stay the same when older messages come on top. */
export type ThreadItem = DayItem | MessageItem
export type DayItem = { type: 'day'; key: string; at: string }
export type MessageItem = {
  type: 'message'
  key: string
  message: Message
  /** The first of several that one side wrote close together. */
  startsRun: boolean
  /** Its place among the messages that are loaded; the oldest is 1. */
  place: number
}

const RUN_GAP_MS = 10 * 60 * 1000

/** Lays out messages that come oldest first. `dayOf` names the local day of an ISO instant. */
export function itemsOf(messages: readonly Message[], dayOf: (iso: string) => string): ThreadItem[] {
  const items: ThreadItem[] = []
  const stampOf = (message: Message) => {
    const stamp = stamps.get(message) ?? { day: dayOf(message.created_at), at: Date.parse(message.created_at) }
    stamps.set(message, stamp)
    return stamp
  }
  let previous: Message | undefined
  for (const [index, message] of messages.entries()) {
    const key = identityOf(message)
    const { day, at } = stampOf(message)
    const before = previous === undefined ? null : stampOf(previous)
    const isNewDay = day !== before?.day
    if (isNewDay) items.push({ type: 'day', key: `${day} ${key}`, at: message.created_at })
    const continues = !isNewDay && previous?.direction === message.direction && at - before.at < RUN_GAP_MS
    items.push({ type: 'message', key, message, startsRun: !continues, place: index + 1 })
    previous = message
  }
  return items
}

/** Calendars are slow, and every page that is loaded lays all of them out again. */
const stamps = new WeakMap<Message, { day: string; at: number }>()
