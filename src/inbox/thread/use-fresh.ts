import { useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
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
  const others = useMemo(
    () => messages.filter((message) => !isMine(message, myId)).map((message) => identityOf(message)),
    [messages, myId],
  )
  const newest = others.at(-1) ?? null
  const [seen, setSeen] = useState(newest)
  // At the lower end everything is seen; the first messages are what the agent opened.
  if (seen !== newest && (atEnd || seen === null)) setSeen(newest)

  const known = useRef<ReadonlySet<string> | null>(null)
  const tellOwn = useEffectEvent(onOwn)
  useLayoutEffect(() => {
    const before = known.current
    if (messages.length > 0) known.current = new Set(messages.map((message) => identityOf(message)))
    if (before === null) return
    // Only what is new at the lower end: older pages bring messages of the agent's too.
    const newFrom = messages.findLastIndex((message) => before.has(identityOf(message))) + 1
    if (messages.slice(newFrom).some((message) => isMine(message, myId))) tellOwn()
  }, [messages, myId])

  if (atEnd || seen === null) return 0
  const seenAt = others.lastIndexOf(seen)
  return seenAt < 0 ? 0 : others.length - 1 - seenAt
}

function isMine({ author, direction }: Message, myId: string | null): boolean {
  return direction === 'outbound' && author !== null && author.id === myId
}
