import { queryOptions } from '@tanstack/react-query'
import { firstMessageEndpoints } from '#contract/endpoints/first-messages.ts'
import type { FirstMessage, StartConversation } from '#contract/first-message.ts'
import { dataOf, settled } from '../answers.ts'
import { call } from '../http.ts'

const OFTEN_MS = 2000
const SELDOM_MS = 10_000
/** What takes longer than this waits for a vendor that is down. */
const SOON_MS = 60_000

/** Under which key the query below is kept. */
export const FIRST_MESSAGES = ['first-messages'] as const

/** Whether something more will be heard of a first message: it is to be sent, or its conversation is to be found. */
export function isUnderWay({ conversation_id, delivery }: FirstMessage): boolean {
  return conversation_id === null && delivery.state !== 'failed' && delivery.state !== 'unknown'
}

/** What became of the conversations that this agent started; asked for again while one is under way. `now`: epoch ms. */
export const firstMessagesQuery = (now: () => number) =>
  queryOptions({
    queryKey: FIRST_MESSAGES,
    queryFn: ({ signal }) => dataOf(call(firstMessageEndpoints.listFirstMessages, { signal })),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => {
      const waiting = (state.data ?? []).filter(isUnderWay)
      if (waiting.length === 0) return false
      const isSoon = waiting.some(({ created_at }) => now() - Date.parse(created_at) < SOON_MS)
      return isSoon ? OFTEN_MS : SELDOM_MS
    },
  })

/** Hands a first message to the gateway; the same key never sends twice. Fails with `ApiError`. */
export const startConversation = (body: StartConversation, key: string) =>
  dataOf(call(firstMessageEndpoints.startConversation, { body, headers: { 'Idempotency-Key': key } }))

/** Tries one again that was refused. Fails with `ApiError`. */
export const retryFirstMessage = (id: string) =>
  dataOf(call(firstMessageEndpoints.retryFirstMessage, { params: { id } }))

/** Gives one up, or puts one off the list that is settled. Fails with `ApiError`. */
export const discardFirstMessage = (id: string) =>
  settled(call(firstMessageEndpoints.discardFirstMessage, { params: { id } }))
