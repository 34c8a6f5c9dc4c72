import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const LOCK_FILE = 'lock.sqlite'
const SQLITE_BUSY = 5

/** A database that nobody refers to is closed by the garbage collector, and its lock would go with it. */
const held = new Set<DatabaseSync>()

/** Another process works on this directory. */
export class DataDirectoryInUse extends Error {
  override readonly name = 'DataDirectoryInUse'
  readonly directory: string

  constructor(directory: string) {
    super(`${directory} is in use by another Sigap. Stop that one first, or set SIGAP_DATA to another directory.`)
    this.directory = directory
  }
}

/**
 * Takes a directory for this process until it ends or lets go, and creates it when it is not there. The lock is an open transaction on a
 * database that holds nothing: the operating system ends it with the process, also after `kill -9`, so it never has to be broken.
 */
export function lockDataDirectory(directory: string): { release(): void } {
  mkdirSync(directory, { recursive: true })
  const database = new DatabaseSync(join(directory, LOCK_FILE), { timeout: 0 })
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) {
      throw new DataDirectoryInUse(directory)
    }
    throw error
  }
  held.add(database)
  return {
    release() {
      if (held.delete(database)) database.close()
    },
  }
}
