import { createKeyedEmitter } from '#inbox/lib/emitter.ts'
import type { LocalItems } from './local-items.ts'

/** What an agent has written and not sent, by conversation. Nothing but the agent changes it. */
export type Drafts = {
  /** Empty when there is none. */
  get: (conversationId: string) => string
  /** Kept on this device before the key is released. */
  set: (conversationId: string, text: string) => void
  /** False when the browser would not keep the newest words. */
  isKept: (conversationId: string) => boolean
  subscribe: (conversationId: string, listener: () => void) => () => void
}

export function createDrafts(items: LocalItems): Drafts {
  const unkept = new Map<string, string>()
  const changed = createKeyedEmitter()
  return {
    get: (id) => unkept.get(id) ?? items.get(id) ?? '',
    set(id, text) {
      unkept.delete(id)
      if (text === '') items.remove(id)
      else if (!items.set(id, text)) unkept.set(id, text)
      changed.emit([id])
    },
    isKept: (id) => !unkept.has(id),
    subscribe: changed.subscribe,
  }
}
