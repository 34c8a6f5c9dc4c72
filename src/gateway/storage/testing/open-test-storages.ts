import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgres } from '../open-postgres.ts'
import { openSqlite } from '../open-sqlite.ts'
import type { Storage } from '../storage.ts'
import { openPglite } from './open-pglite.ts'
import { findPostgres, startPostgres } from './postgres-server.ts'

/** One of the databases that every storage test runs on. Nothing is migrated yet. */
export type TestStorage = {
  name: string
  /** False where a database has one connection, so that only one thing at a time can be done in it. */
  parallel: boolean
  open: () => Promise<OpenTestStorage>
}

export type OpenTestStorage = {
  storage: Storage
  /** A second gateway on the same database; it is closed with the first. */
  openAnother: () => Storage
  close: () => Promise<void>
}

/** SQLite in a file and in memory, and PostgreSQL: a real server where its binaries are, else PGlite. */
export function testStorages(): TestStorage[] {
  const binaries = process.env['SIGAP_TEST_PGLITE'] === undefined ? findPostgres() : null
  return [
    { name: 'SQLite', parallel: true, open: openSqliteFile },
    { name: 'SQLite in memory', parallel: false, open: async () => single(openSqlite(':memory:')) },
    binaries === null
      ? { name: 'PostgreSQL (PGlite)', parallel: false, open: async () => single(openPglite()) }
      : { name: 'PostgreSQL', parallel: true, open: () => openServer(binaries) },
  ]
}

async function openSqliteFile(): Promise<OpenTestStorage> {
  const folder = await mkdtemp(join(tmpdir(), 'sigap-sqlite-'))
  const path = join(folder, 'test.sqlite')
  return several(
    () => openSqlite(path),
    () => rm(folder, { recursive: true }),
  )
}

async function openServer(binaries: string): Promise<OpenTestStorage> {
  const server = await startPostgres(binaries)
  const url = await server.createDatabase()
  return several(
    () => openPostgres(url, { onError: fail }),
    () => server.stop(),
  )
}

/** A connection lost in a test that did not break it is a failure. */
function fail(error: Error): never {
  throw error
}

function several(openOne: () => Storage, clean: () => Promise<void>): OpenTestStorage {
  const opened = [openOne()]
  const openAnother = () => {
    const another = openOne()
    opened.push(another)
    return another
  }
  const [storage = openAnother()] = opened
  return {
    storage,
    openAnother,
    async close() {
      await Promise.all(opened.map((each) => each.close()))
      await clean()
    },
  }
}

function single(storage: Storage): OpenTestStorage {
  return {
    storage,
    openAnother() {
      throw new Error('This database has one connection.')
    },
    close: () => storage.close(),
  }
}
