import * as z from 'zod/mini'
import { messageEndpoints } from '#contract/endpoints/messages.ts'
import { changeSchema } from '#contract/live-event.ts'
import type { Message } from '#contract/message.ts'
import { movedOnBodySchema, sendMessageSchema } from '#contract/sending.ts'
import type { SendMessage } from '#contract/sending.ts'
import { createKeyedEmitter } from '#inbox/lib/emitter.ts'
import { createGate } from '#inbox/lib/gate.ts'
import { createWaker } from '#inbox/lib/waker.ts'
import type { SetTimer } from '#inbox/lib/waker.ts'
import { ApiError } from './api-error.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { Call } from './http.ts'
import type { LocalItems } from './local-items.ts'
import { backoffMs, verdictOf } from './op-rules.ts'
import type { Threads } from './thread.ts'

const outgoingSchema = z.object({
  /** The idempotency key, made when the agent submitted. */
  key: z.string(),
  /** Frozen at submit: whatever is open later, this is whom it goes to. */
  conversationId: z.string(),
  body: sendMessageSchema,
  /** What the bubble shows. */
  text: z.string(),
  /** Epoch ms. */
  at: z.number(),
  /** `held`: somebody did something that its author had not seen; `refused`: the gateway will not take it. */
  state: z.enum(['sending', 'held', 'refused']),
  code: z.nullable(z.string()),
  /** What its author had not seen. */
  news: z.array(changeSchema),
  /** Resolve the conversation once the gateway has the message. */
  resolves: z.boolean(),
})
export type OutgoingMessage = z.infer<typeof outgoingSchema>

export type Submit = Pick<OutgoingMessage, 'conversationId' | 'text' | 'resolves'> & { body: Omit<SendMessage, 'seen'> }

/** Messages that the gateway does not have yet. They are kept on this device, and go out again after a reload. */
export type Outgoing = {
  /** Oldest first. The same array until it changes. */
  of: (conversationId: string) => readonly OutgoingMessage[]
  subscribe: (conversationId: string, listener: () => void) => () => void
  /** Takes a message for exactly that conversation; the bubble is there when this returns. */
  submit: (message: Submit) => void
  /** Sends a held or refused message after all, under the same key. */
  sendAnyway: (key: string) => void
  /** Takes back a message that is held or was refused, and answers it. */
  takeBack: (key: string) => OutgoingMessage | undefined
  /** The agent has seen a conversation up to this version. */
  saw: (conversationId: string, version: number) => void
  unsent: () => number
  pause: () => void
  resume: () => void
  retryNow: () => void
}

type Deps = {
  call: Call
  store: ConversationStore
  threads: Pick<Threads, 'take' | 'isOpen'>
  items: LocalItems
  setTimer: SetTimer
  random: () => number
  now: () => number
  newKey: () => string
  /** Told of a message that did not go out while its conversation is not on the screen. */
  onStopped: (message: OutgoingMessage) => void
  onSent: (message: OutgoingMessage) => void
}

/** As many as the browser leaves beside the live stream and page loads. */
const AT_ONCE = 2
const PAUSE_MS = 60_000
const NONE: readonly OutgoingMessage[] = []

export function createOutgoing(deps: Deps): Outgoing {
  const { items, store, threads, random } = deps
  const gate = createGate(AT_ONCE)
  const waker = createWaker(deps.setTimer)
  const changed = createKeyedEmitter()
  const byConversation = Map.groupBy(read(items), (message) => message.conversationId)
  const busy = new Set<string>()
  const seen = new Map<string, number>()
  let paused = true

  const of = (id: string): readonly OutgoingMessage[] => byConversation.get(id) ?? NONE
  const find = (key: string) => [...byConversation.values()].flat().find((message) => message.key === key)

  function put(message: OutgoingMessage): void {
    items.set(message.key, JSON.stringify(message))
    const others = of(message.conversationId)
    const isKnown = others.some(({ key }) => key === message.key)
    const next = isKnown ? others.map((other) => (other.key === message.key ? message : other)) : [...others, message]
    byConversation.set(message.conversationId, next)
    changed.emit([message.conversationId])
  }

  function drop({ key, conversationId }: OutgoingMessage): void {
    items.remove(key)
    const others = of(conversationId).filter((other) => other.key !== key)
    if (others.length > 0) byConversation.set(conversationId, others)
    else byConversation.delete(conversationId)
    changed.emit([conversationId])
  }

  /** How long to wait before it is tried again, in milliseconds; null when nothing is left to try. */
  async function attempt(message: OutgoingMessage, count: number): Promise<number | null> {
    const { key, conversationId: id, body } = message
    try {
      const { data } = await gate(() =>
        deps.call(messageEndpoints.sendMessage, { params: { id }, body, headers: { 'Idempotency-Key': key } }),
      )
      threads.take(data)
      drop(message)
      deps.onSent(message)
      return null
    } catch (error) {
      const news = newsIn(error)
      if (news !== null) {
        store.transact((write) => write.take(news.conversation, news.changes))
        return stop({ ...message, state: 'held', news: news.changes })
      }
      const verdict = verdictOf(error)
      if (verdict.type === 'refused' || verdict.type === 'conflict') {
        return stop({ ...message, state: 'refused', code: verdict.error.code })
      }
      return Math.max(verdict.type === 'retry' ? verdict.afterMs : 0, backoffMs(count, random))
    }
  }

  function stop(message: OutgoingMessage): null {
    put(message)
    if (!threads.isOpen(message.conversationId)) deps.onStopped(message)
    return null
  }

  /** To one customer messages go out one after the other, in the order in which they were written. */
  async function pump(id: string): Promise<void> {
    if (busy.has(id)) return
    busy.add(id)
    let count = 0
    for (;;) {
      const next = of(id).find(({ state }) => state === 'sending')
      if (next === undefined) break
      if (paused) {
        await waker.wait(PAUSE_MS)
        continue
      }
      count += 1
      const wait = await attempt(next, count)
      if (wait === null) count = 0
      else await waker.wait(wait)
    }
    busy.delete(id)
  }

  function begin(message: OutgoingMessage): void {
    put(message)
    // After the key's own task: the bubble is painted first.
    deps.setTimer(() => void pump(message.conversationId), 0)
  }

  function seenBody(id: string, body: Omit<SendMessage, 'seen'>): SendMessage {
    const version = seen.get(id)
    return version === undefined ? body : { ...body, seen: version }
  }

  function sendAnyway(key: string): void {
    const message = find(key)
    if (message === undefined || message.state === 'sending') return
    const { seen: _, ...body } = message.body
    // Whoever sends anyway has been shown what is new.
    seen.set(message.conversationId, store.base.get(message.conversationId)?.version ?? 0)
    begin({ ...message, body: seenBody(message.conversationId, body), state: 'sending', news: [], code: null })
  }

  return {
    of,
    subscribe: changed.subscribe,
    submit({ conversationId, body, text, resolves }) {
      for (const { key, state } of of(conversationId)) if (state === 'held') sendAnyway(key)
      begin({
        key: deps.newKey(),
        conversationId,
        body: seenBody(conversationId, body),
        text,
        at: deps.now(),
        state: 'sending',
        code: null,
        news: [],
        resolves,
      })
    },
    sendAnyway,
    takeBack(key) {
      const message = find(key)
      if (message === undefined || message.state === 'sending') return undefined
      drop(message)
      return message
    },
    saw(id, version) {
      seen.set(id, Math.max(version, seen.get(id) ?? 0))
    },
    unsent: () => [...byConversation.values()].flat().filter(({ state }) => state === 'sending').length,
    pause() {
      paused = true
    },
    resume() {
      paused = false
      waker.wake()
      for (const id of byConversation.keys()) void pump(id)
    },
    retryNow: waker.wake,
  }
}

function newsIn(error: unknown): z.infer<typeof movedOnBodySchema> | null {
  if (!(error instanceof ApiError) || error.kind !== 'conflict') return null
  return movedOnBodySchema.safeParse(error.body).data ?? null
}

/** What another version of this page kept and this one cannot read is left alone: it is not ours to throw away. */
function read(items: LocalItems): OutgoingMessage[] {
  return items
    .keys()
    .flatMap((key) => parse(items.get(key)) ?? [])
    .toSorted((a, b) => a.at - b.at)
}

function parse(json: string | null): OutgoingMessage | null {
  try {
    return outgoingSchema.safeParse(JSON.parse(json ?? 'null')).data ?? null
  } catch {
    return null
  }
}

/** A message that waits on this device, as the thread shows it beside those that the gateway has. */
export function asMessage(message: OutgoingMessage, author: Message['author']): Message {
  const { key, conversationId, body, text, at, state, code } = message
  return {
    id: key,
    object: 'message',
    conversation_id: conversationId,
    direction: 'outbound',
    type: body.template === undefined ? 'text' : 'template',
    text,
    label: body.template?.name ?? null,
    delivery: deliveryOf(state, code),
    key,
    author,
    created_at: new Date(at).toISOString(),
  }
}

/** A held message waits for nobody but its author, so no mark promises that it goes out. */
function deliveryOf(state: OutgoingMessage['state'], code: string | null): Message['delivery'] {
  if (state === 'held') return null
  return state === 'refused' ? { state: 'failed', code } : { state: 'waiting', code: null }
}
