import { useEffect } from 'react'
import { useInbox } from '#inbox/data/inbox-context.tsx'

/** What appears while an agent writes is not read in the same moment. */
const READING_MS = 1000

/** Remembers how much of a conversation the agent has seen: what was there when it was opened, and later news after a second on the screen. */
export function useSeen(id: string, version: number | undefined): void {
  const { outgoing, conversations } = useInbox()
  // After following a link the conversation is opened before it is known.
  const isKnown = version !== undefined

  useEffect(() => {
    const first = isKnown ? conversations.base.get(id)?.version : undefined
    if (first !== undefined) outgoing.saw(id, first)
  }, [id, isKnown, outgoing, conversations])

  useEffect(() => {
    if (version === undefined) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const watch = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') timer = setTimeout(() => outgoing.saw(id, version), READING_MS)
    }
    watch()
    document.addEventListener('visibilitychange', watch)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', watch)
    }
  }, [id, version, outgoing])
}
