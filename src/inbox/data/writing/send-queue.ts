import { createKeyedEmitter } from '#inbox/lib/emitter.ts'
import { createGate } from '#inbox/lib/gate.ts'
import { createWaker } from '#inbox/lib/waker.ts'
import type { SetTimer } from '#inbox/lib/waker.ts'
import type { LocalItems } from '../local-items.ts'
import { backoffMs, verdictOf } from '../acts/op-rules.ts'

/** Something written for one conversation that the gateway does not have yet. */
export type Queued = {
  /** The idempotency key, made when the agent submitted. */
  key: string
  /** Frozen at submit: whatever is open later, this is where it goes. */
  conversationId: string
  /** Epoch ms. */
  at: number
  /** `held`: its author has to decide again; `refused`: the gateway will not take it. */
  state: 'sending' | 'held' | 'refused'
  code: string | null
}

/** Kept on this device, tried again under the same key until the gateway answers, and in order within a conversation. */
export type SendQueue<M extends Queued> = {
  /** Oldest first. The same array until it changes. */
  of: (conversationId: string) => readonly M[]
  subscribe: (conversationId: string, listener: () => void) => () => void
  find: (key: string) => M | undefined
  /** Takes something to be sent; it is kept and shown when this returns. */
  begin: (message: M) => void
  /** Takes back what is held or was refused, and answers it. */
  takeBack: (key: string) => M | undefined
  unsent: () => number
  pause: () => void
  resume: () => void
  retryNow: () => void
}

type Deps<M extends Queued> = {
  items: LocalItems
  /** Null for what another version of this page kept and this one cannot read: it is left alone, since it is not ours to throw away. */
  parse: (kept: unknown) => M | null
  /** What has to be done before it can be handed over, however long that takes; others go out meanwhile. Throws what a call throws. */
  prepare?: (message: M) => Promise<M>
  /** Hands it to the gateway. Answers null when the gateway has it, or the message as it is held; throws what the call threw. */
  attempt: (message: M) => Promise<M | null>
  onSent: (message: M) => void
  /** Told of what is held or refused. */
  onStopped: (message: M) => void
  setTimer: SetTimer
  random: () => number
}

/** As many as the browser leaves beside the live stream and page loads. */
const AT_ONCE = 2
const PAUSE_MS = 60_000

export function createSendQueue<M extends Queued>(deps: Deps<M>): SendQueue<M> {
  const { items } = deps
  const none: readonly M[] = []
  const gate = createGate(AT_ONCE)
  const waker = createWaker(deps.setTimer)
  const changed = createKeyedEmitter()
  const byConversation = Map.groupBy(read(deps), (message) => message.conversationId)
  const busy = new Set<string>()
  let paused = true

  const of = (id: string): readonly M[] => byConversation.get(id) ?? none
  const find = (key: string) => [...byConversation.values()].flat().find((message) => message.key === key)

  function put(message: M): void {
    items.set(message.key, JSON.stringify(message))
    const others = of(message.conversationId)
    const isKnown = others.some(({ key }) => key === message.key)
    const next = isKnown ? others.map((other) => (other.key === message.key ? message : other)) : [...others, message]
    byConversation.set(message.conversationId, next)
    changed.emit([message.conversationId])
  }

  function drop({ key, conversationId }: M): void {
    items.remove(key)
    const others = of(conversationId).filter((other) => other.key !== key)
    if (others.length > 0) byConversation.set(conversationId, others)
    else byConversation.delete(conversationId)
    changed.emit([conversationId])
  }

  function stop(message: M): void {
    put(message)
    deps.onStopped(message)
  }

  /** How long to wait before it is tried again, in milliseconds; null when nothing is left to try. */
  async function tryOnce(message: M, count: number): Promise<number | null> {
    let ready = message
    try {
      if (deps.prepare !== undefined) ready = await deps.prepare(message)
      if (ready !== message) put(ready)
      const held = await gate(() => deps.attempt(ready))
      if (held === null) {
        drop(message)
        deps.onSent(message)
      } else stop(held)
      return null
    } catch (error) {
      const verdict = verdictOf(error)
      if (verdict.type === 'refused' || verdict.type === 'conflict') {
        stop({ ...ready, state: 'refused', code: verdict.error.code })
        return null
      }
      return Math.max(verdict.type === 'retry' ? verdict.afterMs : 0, backoffMs(count, deps.random))
    }
  }

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
      const wait = await tryOnce(next, count)
      if (wait === null) count = 0
      else await waker.wait(wait)
    }
    busy.delete(id)
  }

  return {
    of,
    subscribe: changed.subscribe,
    find,
    begin(message) {
      put(message)
      // After the key's own task: the bubble is painted first.
      deps.setTimer(() => void pump(message.conversationId), 0)
    },
    takeBack(key) {
      const message = find(key)
      if (message === undefined || message.state === 'sending') return undefined
      drop(message)
      return message
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

function read<M extends Queued>({ items, parse }: Deps<M>): M[] {
  return items
    .keys()
    .flatMap((key) => parse(items.json(key)) ?? [])
    .toSorted((a, b) => a.at - b.at)
}
