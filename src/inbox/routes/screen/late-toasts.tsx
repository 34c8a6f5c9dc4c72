import { Suspense, useEffect, useState } from 'react'
import type { ComponentProps } from 'react'
import { useToasts } from '#inbox/data/hooks.ts'
import { lazily } from '#inbox/lib/lazily.ts'
import { withWords } from '#inbox/words/word-shelf.ts'
import type { Toasts as ToastsPart } from './toasts.tsx'
import { whenListed } from './use-conversation-part.ts'

const Toasts = lazily(async () => (await withWords(import('./toasts.tsx'))).Toasts)

/** Notices, which nobody gives rise to before there is a list: fetched right after it, while there is somebody to fetch them from. */
export function LateToasts(props: ComponentProps<typeof ToastsPart>) {
  const hasSome = useToasts().length > 0
  const { inbox } = props.context
  const [isListed, setListed] = useState(false)
  useEffect(() => whenListed(inbox, () => setListed(true)), [inbox])
  if (!hasSome && !isListed) return null
  return (
    <Suspense fallback={null}>
      <Toasts {...props} />
    </Suspense>
  )
}
