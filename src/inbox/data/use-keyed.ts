import { useCallback, useSyncExternalStore } from 'react'

type Subscribe = (key: string, wake: () => void) => () => void

/** What a store holds under one key; draws again when that changes and for no other. `read` answers the same thing until it does. */
export function useKeyed<T>(subscribe: Subscribe, key: string, read: () => T): T {
  const subscribeHere = useCallback((wake: () => void) => subscribe(key, wake), [subscribe, key])
  return useSyncExternalStore(subscribeHere, read)
}
