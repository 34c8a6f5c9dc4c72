import { createValueStore } from './value-store.ts'

/** `waiting` until it was asked for and came; `failed` when it did not come, as after a deploy that took it away. */
export type LateState<T> = { state: 'waiting' } | { state: 'failed' } | { state: 'ready'; part: T }

export type LatePart<T> = {
  get: () => LateState<T>
  subscribe: (listener: () => void) => () => void
  /** Fetches it, unless it is here or on its way; once more when it failed. */
  load: () => void
}

/**
 * A part of the page that comes in a file of its own. Unlike React's `lazy` it can be asked for again after a failure, and once it is
 * here it is drawn at once, without a moment of waiting.
 */
export function createLatePart<T>(load: () => Promise<T>): LatePart<T> {
  const store = createValueStore<LateState<T>>({ state: 'waiting' })
  let isOnItsWay = false

  async function fetchPart(): Promise<void> {
    try {
      store.set({ state: 'ready', part: await load() })
    } catch {
      store.set({ state: 'failed' })
    } finally {
      isOnItsWay = false
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    load() {
      if (isOnItsWay || store.get().state === 'ready') return
      isOnItsWay = true
      store.set({ state: 'waiting' })
      void fetchPart()
    },
  }
}
