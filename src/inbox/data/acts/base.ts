import type { Conversation } from '#contract/conversation.ts'

/**
 * What the gateway said, each conversation once, guarded by version: an older one never replaces a newer one, wherever it comes from.
 * A removed conversation stays readable, so that a row can still say what it was, and an older version cannot bring it back.
 */
export type Base = {
  get: (id: string) => Conversation | undefined
  isRemoved: (id: string) => boolean
  /** False when it was not newer than what is known. */
  take: (conversation: Conversation) => boolean
  /** `seq` is when it was removed; false when something newer is known. */
  remove: (id: string, seq: number) => boolean
  all: () => Iterable<Conversation>
  size: () => number
  clear: () => void
}

export function createBase(): Base {
  const known = new Map<string, Conversation>()
  const removedAt = new Map<string, number>()
  return {
    get: (id) => known.get(id),
    isRemoved: (id) => removedAt.has(id),
    take(conversation) {
      const { id, version } = conversation
      const newest = Math.max(known.get(id)?.version ?? -1, removedAt.get(id) ?? -1)
      if (version <= newest) return false
      known.set(id, conversation)
      removedAt.delete(id)
      return true
    },
    remove(id, seq) {
      if (seq <= Math.max(known.get(id)?.version ?? -1, removedAt.get(id) ?? -1)) return false
      removedAt.set(id, seq)
      return true
    },
    *all() {
      for (const [id, conversation] of known) if (!removedAt.has(id)) yield conversation
    },
    size: () => known.size,
    clear() {
      known.clear()
      removedAt.clear()
    },
  }
}
