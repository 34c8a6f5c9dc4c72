import type { SqliteHandle } from './sqlite-handle.ts'

/** Connections that hold a snapshot, each lent to one reader at a time and opened when first needed. */
export type ReaderPool = {
  take(): Promise<SqliteHandle>
  giveBack(handle: SqliteHandle): void
  close(): void
}

export function createReaderPool(open: () => SqliteHandle, size: number): ReaderPool {
  const all: SqliteHandle[] = []
  const idle: SqliteHandle[] = []
  const waiting: ((handle: SqliteHandle) => void)[] = []
  return {
    async take() {
      const free = idle.pop()
      if (free !== undefined) return free
      if (all.length < size) {
        const opened = open()
        all.push(opened)
        return opened
      }
      const { promise, resolve } = Promise.withResolvers<SqliteHandle>()
      waiting.push(resolve)
      return promise
    },
    giveBack(handle) {
      const next = waiting.shift()
      if (next === undefined) idle.push(handle)
      else next(handle)
    },
    close() {
      for (const handle of all) handle.close()
    },
  }
}
