import { createKeyedEmitter } from '#inbox/lib/emitter.ts'
import type { LocalItems } from '../local-items.ts'

/** What an agent has written and not sent, by conversation. Nothing but the agent changes it, on this device or on another. */
export type Drafts = {
  /** Empty when there is none. */
  get: (conversationId: string) => string
  /** Kept on this device before the key is released. */
  set: (conversationId: string, text: string) => void
  /** Gives words back that were taken out to be sent; what was begun meanwhile stays, behind them. */
  putBack: (conversationId: string, text: string) => void
  /** Told when words were given back to a conversation, to be written on. */
  onPutBack: (conversationId: string, listener: () => void) => () => void
  /** False when the browser would not keep the newest words. */
  isKept: (conversationId: string) => boolean
  /** Conversations that have one. */
  ids: () => string[]
  subscribe: (conversationId: string, listener: () => void) => () => void
  /** Told of every change. */
  onChange: (listener: (conversationId: string) => void) => () => void
}

export function createDrafts(items: LocalItems): Drafts {
  const unkept = new Map<string, string>()
  const changed = createKeyedEmitter()
  const returned = createKeyedEmitter()
  const listeners = new Set<(id: string) => void>()
  const get = (id: string) => unkept.get(id) ?? items.get(id) ?? ''

  function set(id: string, text: string): void {
    unkept.delete(id)
    if (text === '') items.remove(id)
    else if (!items.set(id, text)) unkept.set(id, text)
    changed.emit([id])
    for (const tell of listeners) tell(id)
  }

  return {
    get,
    set,
    putBack(id, text) {
      const begun = get(id)
      set(id, begun.trim() === '' ? text : `${text}\n${begun}`)
      returned.emit([id])
    },
    onPutBack: returned.subscribe,
    isKept: (id) => !unkept.has(id),
    ids: () => [...new Set([...items.keys(), ...unkept.keys()])],
    subscribe: changed.subscribe,
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
