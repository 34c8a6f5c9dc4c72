import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import { createMutex } from './mutex.ts'
import { patiently } from './patiently.ts'
import { createReaderPool } from './reader-pool.ts'
import { openHandle } from './sqlite-handle.ts'
import type { SqliteHandle } from './sqlite-handle.ts'

const SNAPSHOTS = 4
/**
 * Opening may meet another process that is recovering the file; that is the one thing worth standing still for. Every connection has a
 * cache of its own, in kB, and there are six of them: the system's cache, which they share, is the better place for the memory.
 */
const SHARED_PRAGMAS = ['busy_timeout = 2000', 'temp_store = memory', 'cache_size = -4000']
/**
 * WAL lets readers read while one writes; FULL makes every commit reach the disk before it is acknowledged. Pages go from the log into
 * the file every 16 MB and not every 4, because those of the many indexes are written over and over.
 */
const WRITER_PRAGMAS = [
  ...SHARED_PRAGMAS,
  'cache_size = -16000',
  'journal_mode = wal',
  'synchronous = full',
  'wal_autocheckpoint = 4000',
  'foreign_keys = on',
  'busy_timeout = 0',
]

type Held = { handle: SqliteHandle; release: () => void }

/**
 * One connection writes, behind a mutex; one reads, always what was committed last; a few hold snapshots. A database in memory
 * has only the first, so there everything waits for the mutex.
 */
export function createSqliteDriver(path: string): Driver {
  const inMemory = path === ':memory:'
  const writing = createMutex()
  const held = new WeakMap<DatabaseConnection, Held>()
  const openReader = () => openHandle(path, { readOnly: true, pragmas: SHARED_PRAGMAS })
  const writer = openHandle(path, { readOnly: false, pragmas: WRITER_PRAGMAS })
  const reader = inMemory ? undefined : openReader()
  const snapshots = createReaderPool(openReader, SNAPSHOTS)
  let closed = false

  async function runAlone<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (reader !== undefined && onlyReads(query)) return reader.run<R>(query)
    const release = await writing.lock()
    try {
      return await patiently(() => writer.run<R>(query))
    } finally {
      release()
    }
  }

  async function hold(readOnly: boolean): Promise<Held> {
    if (readOnly && !inMemory) {
      const handle = await snapshots.take()
      return { handle, release: () => snapshots.giveBack(handle) }
    }
    const unlock = await writing.lock()
    if (!readOnly) return { handle: writer, release: unlock }
    writer.exec('pragma query_only = on')
    const release = () => {
      writer.exec('pragma query_only = off')
      unlock()
    }
    return { handle: writer, release }
  }

  return {
    async init() {},
    async acquireConnection() {
      const connection: DatabaseConnection = {
        async executeQuery<R>(query: CompiledQuery) {
          return held.get(connection)?.handle.run<R>(query) ?? runAlone<R>(query)
        },
        streamQuery() {
          throw new Error('Rows are not streamed from SQLite. Read them in pages.')
        },
      }
      return connection
    },
    async beginTransaction(connection, settings) {
      const readOnly = settings.accessMode === 'read only'
      const mine = await hold(readOnly)
      held.set(connection, mine)
      await patiently(() => mine.handle.exec(readOnly ? 'begin' : 'begin immediate'))
    },
    async commitTransaction(connection) {
      held.get(connection)?.handle.exec('commit')
    },
    async rollbackTransaction(connection) {
      const handle = held.get(connection)?.handle
      // SQLite rolls back by itself when the disk is full, for one; a second rollback would hide that reason.
      if (handle?.inTransaction() === true) handle.exec('rollback')
    },
    async releaseConnection(connection) {
      held.get(connection)?.release()
      held.delete(connection)
    },
    async destroy() {
      const release = await writing.lock()
      if (!closed) {
        snapshots.close()
        reader?.close()
        writer.close()
      }
      closed = true
      release()
    },
  }
}

function onlyReads(query: CompiledQuery): boolean {
  if (query.query.kind === 'SelectQueryNode') return true
  return query.query.kind === 'RawNode' && /^\s*select\b/i.test(query.sql)
}
