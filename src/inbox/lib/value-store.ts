import { createEmitter } from './emitter.ts'

/** One value that the screen can follow. Setting the same value again wakes nobody. */
export type ValueStore<T> = {
  get: () => T
  set: (next: T) => void
  subscribe: (listener: () => void) => () => void
}

export function createValueStore<T>(initial: T): ValueStore<T> {
  let value = initial
  const changed = createEmitter()
  return {
    get: () => value,
    set(next) {
      if (Object.is(value, next)) return
      value = next
      changed.emit()
    },
    subscribe: changed.subscribe,
  }
}
