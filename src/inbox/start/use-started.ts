import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { FirstMessage } from '#contract/first-message.ts'
import {
  discardFirstMessage,
  FIRST_MESSAGES,
  firstMessagesQuery,
  retryFirstMessage,
} from '#inbox/data/writing/first-messages.ts'
import { useClock } from '#inbox/ui/clock.tsx'

/** What became of the conversations that this agent started, and what can be done about it. Empty until it is known. */
export function useStarted() {
  const queryClient = useQueryClient()
  const clock = useClock()
  const { data } = useQuery(firstMessagesQuery(clock))
  const put = (change: (known: FirstMessage[]) => FirstMessage[]) =>
    queryClient.setQueryData<FirstMessage[]>(FIRST_MESSAGES, (known) => change(known ?? []))
  // Whatever went wrong, what the gateway says now is what is shown.
  const readAgain = () => void queryClient.invalidateQueries({ queryKey: FIRST_MESSAGES })
  const retry = (id: string) => {
    void retryFirstMessage(id).then(
      (message) => put((known) => known.map((other) => (other.id === id ? message : other))),
      readAgain,
    )
  }
  const discard = (id: string) => {
    put((known) => known.filter((other) => other.id !== id))
    void discardFirstMessage(id).catch(readAgain)
  }
  return { messages: data ?? none, retry, discard }
}

const none: readonly FirstMessage[] = []
