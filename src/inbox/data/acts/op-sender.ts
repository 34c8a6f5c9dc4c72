import type { QueryClient } from '@tanstack/react-query'
import type { Conversation } from '#contract/conversation.ts'
import { conversationEndpoints } from '#contract/endpoints/conversations.ts'
import type { ConflictBody } from '#contract/live-event.ts'
import { createGate } from '#inbox/lib/gate.ts'
import { createWaker } from '#inbox/lib/waker.ts'
import type { SetTimer } from '#inbox/lib/waker.ts'
import type { ApiError } from '../api-error.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { Call } from '../http.ts'
import { backoffMs, bodyOf, namedVersion, verdictOf } from './op-rules.ts'
import type { Op } from './overlay.ts'

/** What becomes known of an op, after base and overlay have taken it in. */
export type OpOutcomes = {
  settled: (op: Op, answer: Conversation) => void
  refused: (op: Op, error: ApiError) => void
  conflicted: (op: Op, body: ConflictBody) => void
}

type Deps = {
  queryClient: QueryClient
  call: Call
  store: ConversationStore
  setTimer: SetTimer
  random: () => number
  outcomes: OpOutcomes
}

export type OpSender = {
  /** Sends an op that the overlay already shows, after those of the same conversation that wait before it. */
  send: (op: Op) => void
  /** Tries every op that waits for its next attempt now. */
  retryNow: () => void
  /** Sends nothing more until `resume`; what waits keeps its place. */
  pause: () => void
  resume: () => void
}

/** Browsers allow six connections to a host over HTTP/1.1, and the live stream and page loads want theirs. */
const AT_ONCE = 4
// A finished mutation is of no further use, but a shorter time would have the library look again without pause while one waits.
const KEPT_MS = 30_000
/** How long a paused op waits at most before it looks again; `resume` ends the wait at once. */
const PAUSE_MS = 60_000

export function createOpSender({ queryClient, call, store, setTimer, random, outcomes }: Deps): OpSender {
  const gate = createGate(AT_ONCE)
  const waker = createWaker(setTimer)
  const replies = new Map<string, Conversation>()
  let paused = false

  function forgetReplyWhenDone(op: Op): void {
    if (store.opsOf(op.conversationId).length === 0) replies.delete(op.conversationId)
  }

  function settle(op: Op, answer: Conversation): void {
    store.transact((write) => {
      write.take(answer)
      write.removeOp(op, 'others')
    })
    replies.set(op.conversationId, answer)
    outcomes.settled(op, answer)
  }

  /** False when the op has to be sent again. */
  async function attempt(op: Op, count: number): Promise<boolean> {
    try {
      const answer = await gate(() =>
        call(conversationEndpoints.patchConversation, {
          params: { id: op.conversationId },
          body: bodyOf(op.patch),
          version: namedVersion(op, replies.get(op.conversationId) ?? null),
        }),
      )
      settle(op, answer.data)
      return true
    } catch (error) {
      const verdict = verdictOf(error)
      if (verdict.type === 'refused') {
        store.transact((write) => write.removeOp(op, 'withdrawn'))
        outcomes.refused(op, verdict.error)
        return true
      }
      if (verdict.type === 'conflict') {
        store.transact((write) => {
          write.take(verdict.body.conversation, verdict.body.changes)
          write.removeOp(op, 'withdrawn')
        })
        outcomes.conflicted(op, verdict.body)
        return true
      }
      store.transact((write) => write.setOpState(op, 'retrying'))
      await waker.wait(Math.max(verdict.type === 'retry' ? verdict.afterMs : 0, backoffMs(count, random)))
      return false
    }
  }

  const isPaused = () => paused

  async function deliver(op: Op): Promise<void> {
    for (let count = 1; ; count += 1) {
      while (isPaused()) await waker.wait(PAUSE_MS)
      if (await attempt(op, count)) {
        forgetReplyWhenDone(op)
        return
      }
    }
  }

  return {
    send(op) {
      // The mutation never fails and never retries by itself: the library would pause retries in a hidden tab, and an op must go out.
      const mutation = queryClient.getMutationCache().build(queryClient, {
        mutationKey: ['patch', op.conversationId],
        scope: { id: op.conversationId },
        networkMode: 'always',
        retry: false,
        gcTime: KEPT_MS,
        mutationFn: deliver,
      })
      // After the key's own task: the row leaves first, and the request costs more than that.
      setTimer(() => void mutation.execute(op), 0)
    },
    retryNow: waker.wake,
    pause() {
      paused = true
    },
    resume() {
      paused = false
      waker.wake()
    },
  }
}
