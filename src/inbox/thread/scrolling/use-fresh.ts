import { useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { Message } from '#contract/message.ts'
import { identityOf } from '#inbox/data/thread.ts'

type Fresh = {
  /** Oldest first. */
  messages: readonly Message[]
  myId: string | null
  atEnd: boolean
  /** The agent wrote something here. */
  onOwn: () => void
}

/** How many messages of others came below while the agent was reading further up. */
export function useFresh({ messages, myId, atEnd, onOwn }: Fresh): number {
  const newest = messages.findLast((message) => !isMine(message, myId))
  const newestOfOthers = newest === undefined ? null : identityOf(newest)
  const [seen, setSeen] = useState(newestOfOthers)
  // At the lower end everything is seen; the first messages are what the agent opened.
  if (seen !== newestOfOthers && (atEnd || seen === null)) setSeen(newestOfOthers)

  const shown = useRef<readonly Message[]>([])
  const tellOwn = useEffectEvent(onOwn)
  useLayoutEffect(() => {
    const before = shown.current
    if (messages.length > 0) shown.current = messages
    if (before.length === 0) return
    // Only what is new at the lower end: older pages bring messages of the agent's too.
    const known = new Set(before.map(identityOf))
    const newFrom = messages.findLastIndex((message) => known.has(identityOf(message))) + 1
    if (messages.slice(newFrom).some((message) => isMine(message, myId))) tellOwn()
  }, [messages, myId])

  if (atEnd || seen === null || seen === newestOfOthers) return 0
  const seenAt = messages.findLastIndex((message) => identityOf(message) === seen)
  return seenAt < 0 ? 0 : messages.slice(seenAt + 1).filter((message) => !isMine(message, myId)).length
}

function isMine({ author, direction }: Message, myId: string | null): boolean {
  return direction === 'outbound' && author !== null && author.id === myId
}
