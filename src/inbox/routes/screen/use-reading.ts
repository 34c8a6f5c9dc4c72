import { useEffect } from 'react'
import { useInbox } from '#inbox/data/inbox-context.tsx'

/** Whoever has a conversation on the screen reads it. */
export function useReading(id: string): void {
  const { reading } = useInbox()

  useEffect(() => reading.open(id), [reading, id])
}
