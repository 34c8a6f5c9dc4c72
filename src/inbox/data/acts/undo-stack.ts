import type { Op } from './overlay.ts'

/** What one act did to one conversation, and the version that the gateway's reply returned, once it did. */
export type UndoPart = { op: Op; settledVersion: number | null }

/** One entry per act of the agent, however many conversations it touched. */
export type UndoStack = {
  push: (ops: readonly Op[]) => void
  /** The newest act of which something is left to undo; it is taken off. */
  pop: () => readonly UndoPart[] | null
  settled: (opId: string, version: number) => void
  /** An op that was taken back has nothing to undo. */
  withdrawn: (opId: string) => void
  size: () => number
}

const DEEPEST = 100

export function createUndoStack(): UndoStack {
  let entries: readonly (readonly UndoPart[])[] = []
  return {
    push(ops) {
      entries = [...entries, ops.map((op) => ({ op, settledVersion: null }))].slice(-DEEPEST)
    },
    pop() {
      const last = entries.at(-1)
      entries = entries.slice(0, -1)
      return last ?? null
    },
    settled(opId, version) {
      entries = entries.map((parts) =>
        parts.some((part) => part.op.id === opId)
          ? parts.map((part) => (part.op.id === opId ? { ...part, settledVersion: version } : part))
          : parts,
      )
    },
    withdrawn(opId) {
      entries = entries.map((parts) => parts.filter((part) => part.op.id !== opId)).filter((parts) => parts.length > 0)
    },
    size: () => entries.length,
  }
}
