import { useEffect, useSyncExternalStore } from 'react'
import type { Inbox } from '#inbox/data/inbox.ts'
import { createLatePart } from '#inbox/lib/late-part.ts'
import { withWords } from '#inbox/words/word-shelf.ts'

/** The panes of a conversation, in a file of their own. */
export const conversationPart = createLatePart(async () => {
  const [{ OpenConversation }, { DetailsPane }] = await withWords(
    Promise.all([import('./open-conversation.tsx'), import('#inbox/details/details-pane.tsx')]),
  )
  return { OpenConversation, DetailsPane }
})

/** The same panes as far as they are here, for whoever stands beside the conversation. */
export function useConversationPanes() {
  return useSyncExternalStore(conversationPart.subscribe, conversationPart.get)
}

let retries = 0

/** The second time the page is loaded anew: a new version may have taken the place of what this one asks for. */
function retry(): void {
  retries += 1
  if (retries > 1) location.reload()
  else conversationPart.load()
}

/**
 * The panes of an open conversation, which are no part of the first page: fetched as soon as a list is painted, so that opening a
 * conversation does not wait for the network, or at once when one is open already.
 */
export function useConversationPart(inbox: Inbox, isWanted: boolean) {
  const state = useConversationPanes()

  useEffect(() => {
    if (isWanted) {
      conversationPart.load()
      return undefined
    }
    let stopWaiting: (() => void) | null = null
    const stopListening = whenListed(inbox, () => {
      stopWaiting = whenIdle(conversationPart.load)
    })
    return () => {
      stopListening()
      stopWaiting?.()
    }
  }, [inbox, isWanted])

  return { ...state, retry }
}

/** Calls once there is a list to look at, or the reason why there is none; the answer ends the waiting. */
export function whenListed({ lists }: Inbox, then: () => void): () => void {
  let isOver = false
  const look = () => {
    if (isOver || (lists.main()?.snapshot().phase ?? 'loading') === 'loading') return
    isOver = true
    then()
  }
  look()
  return lists.onMain(look)
}

/** Safari cannot tell when it is idle. */
function whenIdle(then: () => void): () => void {
  if ('requestIdleCallback' in window) {
    const handle = requestIdleCallback(then, { timeout: 1000 })
    return () => cancelIdleCallback(handle)
  }
  const timer = setTimeout(then, 200)
  return () => clearTimeout(timer)
}
