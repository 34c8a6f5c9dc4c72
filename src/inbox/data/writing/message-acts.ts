import { messageEndpoints } from '#contract/endpoints/messages.ts'
import { isUnsent } from '#contract/message.ts'
import type { Message } from '#contract/message.ts'
import { ApiError } from '../api-error.ts'
import type { Call } from '../http.ts'
import type { Threads } from '../thread.ts'

/**
 * What an agent does about a message that did not arrive. The gateway has it, so a failure changes nothing: the thread is read anew, and
 * where the gateway did not answer the agent is told.
 */
export type MessageActs = {
  /** Sends one again that the vendor refused. */
  retryMessage: (message: Message) => void
  /** Takes it out of the thread; of one that the vendor failed to deliver only the warning goes. */
  discardMessage: (message: Message) => void
}

const placeOf = ({ conversation_id: id, id: message_id }: Message) => ({ params: { id, message_id } })

type Deps = { call: Call; threads: Threads; onUnanswered: (message: Message) => void }

export function createMessageActs({ call, threads, onUnanswered }: Deps): MessageActs {
  const lookAgain = (message: Message) => (error: unknown) => {
    threads.refresh(message.conversation_id)
    if (!(error instanceof ApiError && error.kind === 'client')) onUnanswered(message)
  }

  return {
    retryMessage(message) {
      void call(messageEndpoints.retryMessage, placeOf(message)).then(
        ({ data }) => threads.take(data),
        lookAgain(message),
      )
    },
    discardMessage(message) {
      void call(messageEndpoints.discardMessage, placeOf(message)).then(
        () => (isUnsent(message) ? threads.remove(message) : threads.refresh(message.conversation_id)),
        lookAgain(message),
      )
    },
  }
}
