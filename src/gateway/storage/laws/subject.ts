import type { Storage } from '../storage.ts'

/** The database that the laws are held against; open and migrated by the time a test runs. */
export type Subject = {
  /** False where the database has one connection, so that only one thing at a time can be done in it. */
  parallel: boolean
  storage: () => Storage
  /** Another gateway on the same database, the same one at every call. Only where `parallel`. */
  another: () => Storage
}
