import type { Message } from '#contract/message.ts'
import { identityOf } from '#inbox/data/thread.ts'

/** Messages of one local day, in runs of one side that were written close together. */
export type Day = { key: string; first: Message; runs: Run[] }
export type Run = { key: string; direction: Message['direction']; messages: Message[] }

const RUN_GAP_MS = 10 * 60 * 1000

/** Groups messages that come oldest first. `dayOf` names the local day of an ISO instant. */
export function groupMessages(messages: readonly Message[], dayOf: (iso: string) => string): Day[] {
  const days: Day[] = []
  let previous: Message | undefined
  for (const message of messages) {
    const key = dayOf(message.created_at)
    const day = days.at(-1)
    if (day === undefined || day.key !== key) {
      days.push({ key, first: message, runs: [runOf(message)] })
    } else if (previous !== undefined && belongTogether(previous, message)) {
      day.runs.at(-1)?.messages.push(message)
    } else {
      day.runs.push(runOf(message))
    }
    previous = message
  }
  return days
}

function runOf(message: Message): Run {
  return { key: identityOf(message), direction: message.direction, messages: [message] }
}

function belongTogether(before: Message, after: Message): boolean {
  return (
    before.direction === after.direction && Date.parse(after.created_at) - Date.parse(before.created_at) < RUN_GAP_MS
  )
}
