import { isPostgres } from './is-postgres.ts'
import type { Read, SeqListener, Tx } from './storage.ts'

/** Open write transactions, and the seqs that each has allocated so far by workspace. */
const writing = new WeakMap<Read, Map<string, number>>()

/** Marks a transaction as one that writes. */
export function beginsWriting(tx: Tx): void {
  writing.set(tx, new Map())
}

/** Rows read in order to be changed are locked; SQLite has one writer at a time and no row locks. */
export function locksRows(db: Read): boolean {
  return writing.has(db) && isPostgres(db)
}

/** Remembers what a transaction allocated, so that it can be announced when the transaction is committed. */
export function noteSeq(tx: Tx, workspaceId: string, seq: number): void {
  writing.get(tx)?.set(workspaceId, seq)
}

export function notedSeqs(tx: Tx): ReadonlyMap<string, number> {
  return writing.get(tx) ?? new Map()
}

/** Who wants to hear of new seqs in this process. */
export function seqListeners(): { add: (listener: SeqListener) => () => void; announce: SeqListener } {
  const listeners = new Set<SeqListener>()
  return {
    add(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    announce(workspaceId, seq) {
      // Outside the caller's stack: what is committed must not look failed because somebody who listens failed.
      for (const listener of listeners) queueMicrotask(() => listener(workspaceId, seq))
    },
  }
}
