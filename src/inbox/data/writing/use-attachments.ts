import { useEffect, useEffectEvent, useMemo, useRef } from 'react'
import type { Attachment } from './attachment.ts'
import { useInbox } from '../inbox-context.tsx'
import { useKeyed } from '../use-keyed.ts'
import { uploadsOf } from './uploads-of.ts'
import type { Uploads } from './uploads.ts'

/** The files of this agent that are on their way. */
export function useUploads(): Uploads {
  const inbox = useInbox()
  return useMemo(() => uploadsOf(inbox), [inbox])
}

/** What is added to the answer of a conversation, in order. */
export function useAttachments(conversationId: string): readonly Attachment[] {
  const uploads = useUploads()
  return useKeyed(uploads.subscribe, conversationId, () => uploads.of(conversationId))
}

/** Calls back when something is added to the answer of a conversation. */
export function useWhenAttached(conversationId: string, then: () => void): void {
  const { length } = useAttachments(conversationId)
  const before = useRef(length)
  const added = useEffectEvent(then)
  useEffect(() => {
    if (length > before.current) added()
    before.current = length
  }, [length])
}
