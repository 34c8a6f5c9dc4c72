import type { Message } from '#contract/message.ts'
import type { Change } from '#contract/live-event.ts'
import { identityOf } from '#inbox/data/thread.ts'
import type { ShownNote } from './shown-note.ts'

/** What stands in a thread from top to bottom: the name of a day, a message, a note, or what became of the conversation. Keys stay the same when older messages come on top. */
export type ThreadItem = DayItem | MessageItem | Aside
/** What stands between the messages of a thread and is none. `at` is an ISO instant. */
export type Aside = ChangeItem | NoteItem
export type DayItem = { type: 'day'; key: string; at: string }
export type ChangeItem = { type: 'change'; key: string; at: string; change: Change }
export type NoteItem = { type: 'note'; key: string; at: string; note: ShownNote }
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
 * Lays out messages, and between them what else there is to tell; both come oldest first. `dayOf` names the local day of an ISO
 * instant.
 */
export function itemsOf(
  messages: readonly Message[],
  dayOf: (iso: string) => string,
  asides: readonly Aside[] = [],
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
  /** What happened before this moment; it breaks a run. */
  const tellUntil = (at: number) => {
    for (let aside = asides[told]; aside !== undefined && Date.parse(aside.at) < at; aside = asides[told]) {
      beginDay(dayOf(aside.at), aside.key, aside.at)
      items.push(aside)
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
    // Notes and events of the vendor are no side's words.
    const isSaid = message.type !== 'note' && message.type !== 'event'
    const continues =
      isSaid && !isNewDay && before !== null && previous?.direction === message.direction && at - before.at < RUN_GAP_MS
    items.push({ type: 'message', key, message, startsRun: !continues, place: index + 1 })
    previous = isSaid ? message : undefined
  }
  tellUntil(Number.POSITIVE_INFINITY)
  return items
}

/** Calendars are slow, and every page that is loaded lays all of them out again. */
const stamps = new WeakMap<Message, { day: string; at: number }>()
