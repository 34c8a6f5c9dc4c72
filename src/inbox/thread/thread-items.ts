import type { Message } from '#contract/message.ts'
import type { Change } from '#contract/live-event.ts'
import { identityOf } from '#inbox/data/thread.ts'

/** What stands in a thread from top to bottom: the name of a day, a message, or what became of the conversation. Keys stay the same when older messages come on top. */
export type ThreadItem = DayItem | MessageItem | ChangeItem
export type DayItem = { type: 'day'; key: string; at: string }
export type ChangeItem = { type: 'change'; key: string; change: Change }
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

/**
 * Lays out messages, and between them what became of the conversation; both come oldest first. `dayOf` names the local day of an ISO
 * instant.
 */
export function itemsOf(
  messages: readonly Message[],
  dayOf: (iso: string) => string,
  changes: readonly Change[] = [],
): ThreadItem[] {
  const items: ThreadItem[] = []
  const stampOf = (message: Message) => {
    const stamp = stamps.get(message) ?? { day: dayOf(message.created_at), at: Date.parse(message.created_at) }
    stamps.set(message, stamp)
    return stamp
  }
  let previous: Message | undefined
  let lastDay: string | null = null
  let told = 0
  const beginDay = (day: string, key: string, iso: string) => {
    if (day !== lastDay) items.push({ type: 'day', key: `${day} ${key}`, at: iso })
    lastDay = day
  }
  /** What happened before this moment; a change breaks a run. */
  const tellUntil = (at: number) => {
    for (let change = changes[told]; change !== undefined && Date.parse(change.at) < at; change = changes[told]) {
      const key = `change ${change.seq}`
      beginDay(dayOf(change.at), key, change.at)
      items.push({ type: 'change', key, change })
      previous = undefined
      told += 1
    }
  }
  for (const [index, message] of messages.entries()) {
    const key = identityOf(message)
    const { day, at } = stampOf(message)
    tellUntil(at)
    const isNewDay = day !== lastDay
    beginDay(day, key, message.created_at)
    const before = previous === undefined ? null : stampOf(previous)
    const continues =
      !isNewDay && before !== null && previous?.direction === message.direction && at - before.at < RUN_GAP_MS
    items.push({ type: 'message', key, message, startsRun: !continues, place: index + 1 })
    previous = message
  }
  tellUntil(Number.POSITIVE_INFINITY)
  return items
}

/** Calendars are slow, and every page that is loaded lays all of them out again. */
const stamps = new WeakMap<Message, { day: string; at: number }>()
