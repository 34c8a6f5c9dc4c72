import type { ConversationSearch } from '#contract/conversation-search.ts'
import { createEmitter } from '#inbox/lib/emitter.ts'
import type { Changed } from '../acts/conversation-store.ts'
import { createList } from './list.ts'
import type { List, ListDeps } from './list.ts'
import { createWindowClock } from './window-clock.ts'

/** The lists that are on screen, or were a moment ago; the main one is what keys move in. */
export type Lists = {
  get: (search: ConversationSearch) => List
  main: () => List | null
  /** Makes a list the one that keys move in; answers how to leave it again. */
  enter: (list: List) => () => void
  subscribe: (list: List, listener: () => void) => () => void
  /** Follows the windows of its rows from now on; answers how to stop. */
  start: () => () => void
  clear: () => void
  onMain: (listener: () => void) => () => void
}

/** A list that nobody looks at costs work on every change, so only this many stay warm for going back. */
const KEPT_WARM = 3

/** Lists that take in whatever the store changes, and what time does to the windows of its rows. */
export function createLists(deps: ListDeps): Lists {
  const lists = new Map<string, List>()
  const watched = new Map<List, number>()
  const mainChanged = createEmitter()
  let main: List | null = null

  function get(search: ConversationSearch): List {
    const key = keyOf(search)
    const list = lists.get(key) ?? createList(search, deps)
    // Put last again, so that the first in the map is the one that was asked for longest ago.
    lists.delete(key)
    lists.set(key, list)
    return list
  }

  function dropCold(): void {
    const cold = [...lists].filter(([, list]) => (watched.get(list) ?? 0) === 0 && list !== main)
    for (const [key] of cold.slice(0, Math.max(0, cold.length - KEPT_WARM))) lists.delete(key)
  }

  function take(changed: Changed): void {
    for (const list of lists.values()) list.take(changed)
  }
  deps.store.onChange(take)

  return {
    get,
    main: () => main,
    enter(list) {
      main = list
      mainChanged.emit()
      const stop = list.subscribe(() => {
        if (main === list) mainChanged.emit()
      })
      return () => {
        stop()
        if (main === list) main = null
        mainChanged.emit()
      }
    },
    subscribe(list, listener) {
      watched.set(list, (watched.get(list) ?? 0) + 1)
      const stop = list.subscribe(listener)
      return () => {
        stop()
        watched.set(list, (watched.get(list) ?? 1) - 1)
        if (watched.get(list) === 0) watched.delete(list)
        dropCold()
      }
    },
    start: createWindowClock({ ...deps, now: deps.keeper.now, onTurned: take }),
    clear() {
      for (const list of lists.values()) list.clear()
    },
    onMain: mainChanged.subscribe,
  }
}

function keyOf(search: ConversationSearch): string {
  return JSON.stringify(Object.entries(search).sort(([a], [b]) => (a < b ? -1 : 1)))
}
