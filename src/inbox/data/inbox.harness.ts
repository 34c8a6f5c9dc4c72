import { QueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { matchesSearch } from '#contract/conversation-search.ts'
import { compareSortKeys, conversationPatchSchema } from '#contract/conversation.ts'
import { conversationSearchSchema } from '#contract/conversation-search.ts'
import type { Conversation, ConversationPatch } from '#contract/conversation.ts'
import type { Endpoint } from '#contract/endpoints/endpoint.ts'
import { endpoints } from '#contract/endpoints.ts'
import { listKeyOf } from '#contract/list-key.ts'
import type { LiveEvent } from '#contract/live-event.ts'
import { makeMe } from '#mocks/builders/agent.ts'
import { makeCounts } from '#mocks/builders/counts.ts'
import type { GatewayModel } from '#mocks/builders/gateway-model.ts'
import { ApiError } from './api-error.ts'
import type { BrowserPort } from './browser-port.ts'
import type { StreamHandlers } from './live/event-stream.ts'
import type { Call, CallOptions } from './http.ts'
import { createInbox } from './inbox.ts'
import { createLocalItems } from './local-items.ts'
import { createPreferences } from './preferences.ts'

/** What happens to a PATCH on its way: `lost` it never arrived, `unheard` it was done and the reply was lost. */
export type Fate = 'answered' | 'refused' | 'lost' | 'unheard' | 'busy'

export type PendingPatch = {
  id: string
  body: ConversationPatch
  ifMatch: number | null
  meet: (fate: Fate) => void
}

export const me = makeMe()
export const myActor = { type: 'agent' as const, id: 'agt_me', name: 'Maya' }

/** Lets everything that waits for a promise go on. */
export const flush = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

/** An engine on a model of the gateway, where the test decides when and how each PATCH is answered and each event arrives. */
export function makeHarness(model: GatewayModel, { pageSize = 100 } = {}) {
  const patches: PendingPatch[] = []
  const timers = new Map<() => void, number>()
  const visibility = new Set<() => void>()
  const focus = new Set<() => void>()
  const streams: { url: string; handlers: StreamHandlers; open: boolean }[] = []
  const state = {
    now: 1_000_000,
    hidden: false,
    focused: true,
    asksBeforeUnload: () => false,
    changesExpired: false,
    isDown: false,
  }

  const answer = (endpoint: Endpoint, options: CallOptions<Endpoint>): unknown => {
    if (state.isDown) throw new ApiError('network', 'down')
    const { params = {} } = options
    const query = z.parse(z.record(z.string(), z.optional(z.string())), options.query ?? {})
    const request_id = 'req_1'
    switch (endpoint) {
      case endpoints.listConversations: {
        const { limit: _limit, cursor, ...filters } = query
        const search = z.parse(conversationSearchSchema, filters)
        const keyOf = (row: Conversation) => listKeyOf(row, search.sort, state.now)
        const found = model
          .all()
          .filter((row) => matchesSearch(row, search, myActor.id, state.now))
          .sort((a, b) => compareSortKeys(keyOf(a), keyOf(b)))
        const from = cursor === undefined ? 0 : found.findIndex((row) => row.id === cursor) + 1
        const data = found.slice(from, from + pageSize)
        const has_more = from + pageSize < found.length
        return {
          data,
          has_more,
          next_cursor: has_more ? (data.at(-1)?.id ?? null) : null,
          request_id,
          as_of: model.asOf(),
        }
      }
      case endpoints.countConversations:
        return { data: makeCounts(model.all(), model.asOf(), state.now), request_id }
      case endpoints.getConversation:
        return { data: model.get(params['id'] ?? ''), request_id, as_of: model.asOf() }
      case endpoints.listChanges: {
        if (state.changesExpired) throw new ApiError('client', 'too old', { status: 410, code: 'changes_expired' })
        const since = Number(query['since'])
        return {
          data: model.events().filter(({ seq }) => seq > since),
          as_of: model.asOf(),
          has_more: false,
          request_id,
        }
      }
      default:
        throw new ApiError('client', `The harness does not know ${endpoint.path}.`, { status: 404 })
    }
  }

  const call: Call = async <E extends Endpoint>(endpoint: E, options: CallOptions<E> = {}) => {
    const parsed =
      endpoint.path === endpoints.patchConversation.path && endpoint.method === 'PATCH'
        ? await held(options)
        : answer(endpoint, options)
    return z.parse<E['answer']>(endpoint.answer, parsed)
  }

  function held(options: CallOptions<Endpoint>): Promise<unknown> {
    const id = options.params?.['id'] ?? ''
    const body = z.parse(conversationPatchSchema, options.body)
    const ifMatch = options.version ?? null
    return new Promise((resolve, reject) => {
      const patch: PendingPatch = {
        id,
        body,
        ifMatch,
        meet(fate) {
          patches.splice(patches.indexOf(patch), 1)
          if (fate === 'lost') return reject(new ApiError('network', 'lost'))
          if (fate === 'busy') return reject(new ApiError('server', 'busy', { status: 503 }))
          if (fate === 'refused')
            return reject(new ApiError('client', 'refused', { status: 422, code: 'invalid_field_value' }))
          const done = model.patch(id, { body, ifMatch, actor: myActor, client: 'tab_1' })
          if (fate === 'unheard') return reject(new ApiError('network', 'unheard'))
          if (done.type === 'ok') return resolve({ data: done.conversation, request_id: 'req_1', as_of: model.asOf() })
          return reject(
            new ApiError('conflict', 'conflict', { status: 412, code: 'version_conflict', body: done.body }),
          )
        },
      }
      patches.push(patch)
    })
  }

  const browser: BrowserPort = {
    openStream(url, handlers) {
      const stream = { url, handlers, open: true }
      streams.push(stream)
      return () => {
        stream.open = false
      }
    },
    setTimer(run, ms) {
      if (ms === 0) {
        // Nothing is waited for; it only comes after the caller's own task.
        queueMicrotask(run)
        return () => undefined
      }
      const timer = () => run()
      timers.set(timer, ms)
      return () => void timers.delete(timer)
    },
    nextFrame: (run) => run(),
    isHidden: () => state.hidden,
    onVisibility: (run) => {
      visibility.add(run)
      return () => void visibility.delete(run)
    },
    isFocused: () => state.focused,
    onFocus: (run) => {
      focus.add(run)
      return () => void focus.delete(run)
    },
    onOnline: () => () => undefined,
    onOffline: () => () => undefined,
    onBeforeUnload: (asks) => {
      state.asksBeforeUnload = asks
      return () => undefined
    },
  }

  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false, gcTime: Number.POSITIVE_INFINITY } },
  })
  const inbox = createInbox({
    queryClient,
    call,
    clientId: 'tab_1',
    me,
    now: () => state.now,
    random: () => 0,
    browser,
    preferences: createPreferences(createLocalItems(null, '')),
  })

  /** Runs every timer that was set for at most so many milliseconds: by default those of retries, not that of a silent stream. */
  const fireTimers = (upToMs = 15_000) => {
    const due = [...timers].filter(([, ms]) => ms <= upToMs)
    for (const [run] of due) timers.delete(run)
    for (const [run] of due) run()
  }
  const setHidden = (hidden: boolean) => {
    state.hidden = hidden
    for (const run of visibility) run()
  }
  const setFocused = (focused: boolean) => {
    state.focused = focused
    if (focused) for (const run of focus) run()
  }
  /** Hands an event to the stream that is open. */
  const emit = (event: LiveEvent) => streams.findLast((stream) => stream.open)?.handlers.onEvent(JSON.stringify(event))

  return { inbox, queryClient, patches, streams, state, fireTimers, setHidden, setFocused, emit }
}
