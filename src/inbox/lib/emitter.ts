/** Listeners without names: `subscribe` answers how to stop; a listener that stops during a round is not called in it. */
export type Emitter = {
  subscribe: (listener: () => void) => () => void
  emit: () => void
  size: () => number
}

export function createEmitter(): Emitter {
  const listeners = new Set<() => void>()
  return {
    subscribe(listener) {
      // Wrapped, so that the same function may be subscribed twice and each stops alone.
      const entry = () => listener()
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    emit() {
      const round = [...listeners]
      for (const listener of round) if (listeners.has(listener)) listener()
    },
    size: () => listeners.size,
  }
}

/** Listeners by name, so that a change to one row wakes nobody but that row. */
export type KeyedEmitter = {
  subscribe: (key: string, listener: () => void) => () => void
  emit: (keys: Iterable<string>) => void
}

export function createKeyedEmitter(): KeyedEmitter {
  const byKey = new Map<string, Emitter>()
  return {
    subscribe(key, listener) {
      const emitter = byKey.get(key) ?? createEmitter()
      byKey.set(key, emitter)
      const stop = emitter.subscribe(listener)
      return () => {
        stop()
        if (emitter.size() === 0 && byKey.get(key) === emitter) byKey.delete(key)
      }
    },
    emit(keys) {
      for (const key of keys) byKey.get(key)?.emit()
    },
  }
}
