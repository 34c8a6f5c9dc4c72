import { Suspense, useEffect, useState } from 'react'
import { lazily } from '#inbox/lib/lazily.ts'
import { withWords } from '#inbox/words/word-shelf.ts'

const StartWatch = lazily(async () => (await withWords(import('./start-part.tsx'))).StartWatch)

/** The page is read first; what became of a message an hour ago can wait so long. */
const LATER_MS = 1500

type StartedProps = { onOpen: (conversationId: string) => void; onLook: () => void }

/** Tells how the conversations stand that this agent started, once the page has come to rest. */
export function Started(props: StartedProps) {
  const [isLater, setLater] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), LATER_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!isLater) return null
  return (
    <Suspense fallback={null}>
      <StartWatch {...props} />
    </Suspense>
  )
}
