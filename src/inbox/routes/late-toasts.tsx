import { Suspense } from 'react'
import type { ComponentProps } from 'react'
import { useToasts } from '#inbox/data/hooks.ts'
import { lazily } from '#inbox/lib/lazily.ts'
import { withWords } from '#inbox/words/word-shelf.ts'
import type { Toasts as ToastsPart } from './toasts.tsx'
import { useConversationPanes } from './use-conversation-part.ts'

const Toasts = lazily(async () => (await withWords(import('./toasts.tsx'))).Toasts)

/** Notices, which nobody gives rise to before there is a list: fetched after it, or with the first of them. */
export function LateToasts(props: ComponentProps<typeof ToastsPart>) {
  const hasSome = useToasts().length > 0
  const isPageThere = useConversationPanes().state !== 'waiting'
  if (!hasSome && !isPageThere) return null
  return (
    <Suspense fallback={null}>
      <Toasts {...props} />
    </Suspense>
  )
}
