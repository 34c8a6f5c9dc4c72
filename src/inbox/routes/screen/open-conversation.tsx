import { useCallback, useEffect, useRef } from 'react'
import type { Ref } from 'react'
import type { ComposerHandle } from '#inbox/commands/context.ts'
import { Composer } from '#inbox/composer/composer.tsx'
import { DropTarget } from '#inbox/composer/drop-target.tsx'
import { useConversation } from '#inbox/data/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import { ThreadPane } from '#inbox/thread/thread-pane.tsx'
import type { ThreadActs } from '#inbox/thread/thread-header.tsx'
import { useReading } from './use-reading.ts'
import { useSeen } from './use-seen.ts'

type OpenConversationProps = {
  id: string
  acts: ThreadActs
  threadRef: (element: HTMLDivElement) => () => void
  composerRef: Ref<ComposerHandle>
  /** The conversation is answered and will be resolved: on to the next one. */
  onDone: () => void
}

/** A conversation to be read and answered. */
export function OpenConversation({ id, acts, threadRef, composerRef, onDone }: OpenConversationProps) {
  const conversation = useConversation(id)
  const scroller = useRef<HTMLDivElement>(null)
  useSeen(id, conversation?.version)
  useReading(id)
  const { presence } = useInbox()
  useEffect(() => {
    presence.looksAt(id)
    return () => presence.looksAt(null)
  }, [presence, id])
  const bothRefs = useCallback(
    (element: HTMLDivElement) => {
      scroller.current = element
      return threadRef(element)
    },
    [threadRef],
  )
  const thread = <ThreadPane id={id} acts={acts} scrollerRef={bothRefs} />
  if (conversation === undefined) return thread
  return (
    <DropTarget key={id} conversation={conversation}>
      {thread}
      <Composer
        key={id}
        conversation={conversation}
        handle={composerRef}
        onLeave={() => scroller.current?.focus({ preventScroll: true })}
        onDone={onDone}
      />
    </DropTarget>
  )
}
