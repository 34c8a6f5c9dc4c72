import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { FirstMessage, StartConversation, Started } from '#contract/first-message.ts'
import { nameValues } from '#inbox/data/acts/act-messages.ts'
import { FIRST_MESSAGES, startConversation } from '#inbox/data/writing/first-messages.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'
import type { StartDrafts } from '#inbox/data/writing/start-draft.ts'

export type Start = {
  submit: (body: StartConversation) => void
  isBusy: boolean
  /** Why nothing was sent, once the gateway has said so; null before, and after a message was taken. */
  refusal: Started | null
  error: Error | null
  /** The agent goes on writing: what was said is about something else. */
  reset: () => void
}

type Deps = { drafts: StartDrafts; onTaken: () => void; onOpen: (conversationId: string) => void }

/** Hands the first message to the gateway, once however often it is submitted, and keeps what became of it. */
export function useStart({ drafts, onTaken, onOpen }: Deps): Start {
  const queryClient = useQueryClient()
  const { toasts, conversations } = useInbox()
  const isShown = useRef(false)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])

  // Its dialog was closed meanwhile, so whoever sent it takes it for sent.
  const tellUnconfirmed = () => {
    if (!isShown.current)
      toasts.push({ kind: 'refused', key: 'start', message: { key: 'start.unconfirmed', values: {} } })
  }

  const { mutate, isPending, data, error, reset } = useMutation({
    mutationFn: (body: StartConversation) => startConversation(body, drafts.keyFor(body)),
    onSuccess(started) {
      const { outcome, first_message: message, conversation } = started
      if (outcome === 'taken' && message !== null) {
        drafts.clear()
        queryClient.setQueryData<FirstMessage[]>(FIRST_MESSAGES, (known) => [
          message,
          ...(known ?? []).filter(({ id }) => id !== message.id),
        ])
        if (isShown.current) onTaken()
        return
      }
      // What is offered next is done in it, at once.
      if (conversation !== null) conversations.transact((write) => write.take(conversation))
      if (conversation === null) tellUnconfirmed()
      else if (!isShown.current) {
        // Its dialog was closed meanwhile, and nothing was sent: that must not go unsaid.
        toasts.push({
          kind: 'conflict',
          key: 'start',
          message: { key: 'start.exists', values: nameValues(conversation.contact) },
          action: { labelKey: 'start.open', run: () => onOpen(conversation.id) },
        })
      }
    },
    onError: tellUnconfirmed,
  })
  return {
    submit: mutate,
    isBusy: isPending,
    refusal: data === undefined || data.outcome === 'taken' ? null : data,
    error,
    reset,
  }
}
