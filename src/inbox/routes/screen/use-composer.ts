import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useEffectEvent, useMemo, useRef } from 'react'
import type { WritingMode } from '#contract/draft.ts'
import type { ComposerHandle } from '#inbox/commands/context.ts'
import { conversationQueries } from '#inbox/data/conversations.ts'
import type { Inbox } from '#inbox/data/inbox.ts'
import { conversationPart } from './use-conversation-part.ts'

/**
 * The composer that is on the screen, and the wish to write that came before it was: what is typed meanwhile goes into the draft of
 * that conversation, for those letters are meant to be words and not commands.
 */
export function useComposer(openId: string | null, inbox: Inbox) {
  const queryClient = useQueryClient()
  const handle = useRef<ComposerHandle>(null)
  const wanted = useRef<{ id: string | null; mode: WritingMode } | null>(null)

  const ref = useCallback(
    (next: ComposerHandle | null) => {
      handle.current = next
      if (next === null) return
      const wish = wanted.current
      wanted.current = null
      // It was for that conversation and no other.
      if (wish?.id === openId) next.write(wish.mode)
    },
    [openId],
  )

  const takeKey = useEffectEvent((event: KeyboardEvent) => {
    const wish = wanted.current
    if (wish === null || wish.id !== openId || openId === null) return
    const { key, target } = event
    const isElsewhere = target instanceof Element && target.matches('input, textarea, dialog *')
    const { queryKey } = conversationQueries.detail(openId, inbox)
    const isBroken =
      conversationPart.get().state === 'failed' || queryClient.getQueryState(queryKey)?.status === 'error'
    const isLetter = key.length === 1 && !event.ctrlKey && !event.metaKey
    if (isElsewhere || isBroken || key === 'Escape') wanted.current = null
    if (isElsewhere || isBroken || !(isLetter || key === 'Escape')) return
    const drafts = wish.mode === 'note' ? inbox.noteDrafts : inbox.drafts
    if (isLetter) drafts.set(openId, drafts.get(openId) + key)
    event.preventDefault()
  })

  useEffect(() => {
    const listen = (event: KeyboardEvent) => takeKey(event)
    // Before the page's own keys.
    document.addEventListener('keydown', listen, true)
    return () => document.removeEventListener('keydown', listen, true)
  }, [])

  return useMemo(
    () => ({
      ref,
      current: () => handle.current,
      write: (mode: WritingMode) => {
        wanted.current = handle.current === null ? { id: openId, mode } : null
        handle.current?.write(mode)
      },
    }),
    [ref, openId],
  )
}
