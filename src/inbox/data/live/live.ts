import * as z from 'zod/mini'
import { liveEndpoints } from '#contract/endpoints/live.ts'
import { liveEventSchema } from '#contract/live-event.ts'
import type { LiveEvent } from '#contract/live-event.ts'
import { createValueStore } from '#inbox/lib/value-store.ts'
import type { ValueStore } from '#inbox/lib/value-store.ts'
import { ApiError } from '../api-error.ts'
import type { BrowserPort } from '../browser-port.ts'
import type { Call } from '../http.ts'
import { backoffMs } from '../acts/op-rules.ts'

/** `since` is epoch ms. */
export type LiveState = { state: 'connecting' | 'live' | 'catching_up' | 'offline'; since: number }

export type Live = {
  state: ValueStore<LiveState>
  start: () => void
  stop: () => void
  /** Tells at which seq something was read: the stream opens from the lowest, so that it misses nothing that any read does not know. */
  sawRead: (asOf: number) => void
  /** Forgets where it was; the next read decides anew. */
  reset: () => void
  retryNow: () => void
  /** Events that could not be read and were skipped. */
  unreadable: () => number
}

type Deps = {
  browser: BrowserPort
  call: Call
  now: () => number
  random: () => number
  /** Takes events in, in one go. */
  apply: (events: readonly LiveEvent[]) => void
  /** The changes since we left are gone: everything must be read anew. */
  reload: () => void
  /** Reads something, so that there is a seq to start from. */
  readFirst: () => Promise<unknown>
  onLive: () => void
  onSignedOut: () => void
  /** Whether a hidden tab must go on listening, as for desktop notifications. */
  listensWhenHidden: () => boolean
}

const SILENT_MS = 40_000
/** How often the silence is measured, by the clock: a timer alone stands still while the computer sleeps. */
const LOOK_MS = 5000
const HIDDEN_MS = 60_000
/** After this long without a stream the gap is fetched in pages, since a stream would send it row by row. */
const STALE_MS = 60_000

export function createLive(deps: Deps): Live {
  const { browser, call, now, random } = deps
  const state = createValueStore<LiveState>({ state: 'connecting', since: now() })
  let running = false
  let asleep = false
  let position: number | null = null
  // The lowest seq from which nothing was missed.
  let unbrokenFrom = Number.POSITIVE_INFINITY
  let attempt = 0
  let lastAlive = now()
  let unreadable = 0
  let buffer: LiveEvent[] = []
  let frameAsked = false
  let closeStream: (() => void) | null = null
  let stopWatching: (() => void) | null = null
  let stopWaiting: (() => void) | null = null
  let stopHiding: (() => void) | null = null
  // Each start, reset or wake begins a new round; what an older round still awaits must not touch this one.
  let round = 0
  let offs: (() => void)[] = []

  function become(next: LiveState['state']): void {
    if (state.get().state !== next) state.set({ state: next, since: now() })
  }

  function close(): void {
    closeStream?.()
    stopWatching?.()
    stopWaiting?.()
    closeStream = stopWatching = stopWaiting = null
  }

  function flush(): void {
    frameAsked = false
    const events = buffer
    buffer = []
    if (events.length > 0) take(events)
  }

  function take(events: readonly LiveEvent[]): void {
    deps.apply(events)
    for (const event of events) if ('seq' in event) position = Math.max(position ?? 0, event.seq)
  }

  function onEvent(data: string): void {
    const event = parseEvent(data)
    if (event === null) {
      unreadable += 1
      return
    }
    if (event.type === 'reload') {
      deps.reload()
      return
    }
    if (event.type === 'hello') {
      attempt = 0
      become('live')
      deps.onLive()
      return
    }
    buffer.push(event)
    // A burst is one paint, so it is one change to the screen.
    if (frameAsked) return
    frameAsked = true
    browser.nextFrame(flush)
  }

  function alive(): void {
    lastAlive = now()
  }

  function watch(openedAt: number): void {
    stopWatching = browser.setTimer(() => {
      if (now() - Math.max(lastAlive, openedAt) > SILENT_MS) failed(null)
      else watch(openedAt)
    }, LOOK_MS)
  }

  function failed(status: number | null): void {
    close()
    if (status === 401) deps.onSignedOut()
    attempt += 1
    become(attempt > 1 ? 'offline' : 'connecting')
    stopWaiting = browser.setTimer(resume, backoffMs(attempt, random))
  }

  function connect(since: number): void {
    close()
    watch(now())
    closeStream = browser.openStream(`/v1/live?since=${since}`, { onAlive: alive, onEvent, onEnd: failed })
  }

  async function catchUp(since: number): Promise<number> {
    const page = await call(liveEndpoints.listChanges, { query: { since: String(since), limit: '100' } })
    deps.apply(page.data)
    // A page that leads nowhere is the last one, too: the stream takes over from there.
    return page.has_more && page.as_of > since ? catchUp(page.as_of) : page.as_of
  }

  function resume(): void {
    if (!running || asleep) return
    round += 1
    const mine = round
    void begin(mine).catch((error: unknown) => {
      if (mine !== round || !running) return
      if (error instanceof ApiError && error.code === 'changes_expired') deps.reload()
      else failed(null)
    })
  }

  async function begin(mine: number): Promise<void> {
    if (position === null) await deps.readFirst()
    if (mine !== round || position === null) return
    if (now() - lastAlive > STALE_MS) {
      become('catching_up')
      const reached = await catchUp(position)
      if (mine !== round) return
      position = Math.max(position, reached)
      lastAlive = now()
    }
    connect(position)
  }

  function onVisibility(): void {
    stopHiding?.()
    stopHiding = null
    if (browser.isHidden()) {
      stopHiding = browser.setTimer(() => {
        if (deps.listensWhenHidden()) return
        asleep = true
        round += 1
        close()
      }, HIDDEN_MS)
      return
    }
    if (!asleep) return
    asleep = false
    // However short the sleep was, nobody listened meanwhile.
    lastAlive = Number.NEGATIVE_INFINITY
    become('catching_up')
    resume()
  }

  /** The browser's word alone proves nothing, since a gateway on this machine is reached without any network: it is tried at once. */
  function checkNow(): void {
    if (!running || asleep) return
    close()
    attempt = Math.max(attempt, 1)
    resume()
  }

  function retryNow(): void {
    if (running && !asleep && closeStream === null) {
      close()
      resume()
    }
  }

  return {
    state,
    start() {
      if (running) return
      running = true
      lastAlive = now()
      offs = [browser.onVisibility(onVisibility), browser.onOnline(retryNow), browser.onOffline(checkNow)]
      resume()
    },
    stop() {
      running = false
      round += 1
      close()
      stopHiding?.()
      for (const off of offs) off()
      offs = []
    },
    sawRead(asOf) {
      if (position === null) {
        position = asOf
        unbrokenFrom = asOf
        return
      }
      if (asOf >= unbrokenFrom) return
      // Nobody told us what changed between that read and the stream's beginning, so it begins again from there.
      unbrokenFrom = asOf
      position = asOf
      if (closeStream !== null) connect(asOf)
    },
    reset() {
      close()
      buffer = []
      position = null
      unbrokenFrom = Number.POSITIVE_INFINITY
      lastAlive = now()
      resume()
    },
    retryNow,
    unreadable: () => unreadable,
  }
}

function parseEvent(data: string): LiveEvent | null {
  try {
    const json: unknown = JSON.parse(data)
    const parsed = z.safeParse(liveEventSchema, json)
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
