import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** Something to read from: the plain database or a snapshot of it. */
export type Read = Kysely<Tables>

/** An open write transaction. A transaction can be read from, so it also passes for `Read`. */
export type Tx = Transaction<Tables>

export type SeqListener = (workspaceId: string, seq: number) => void

/** The database, whichever it is. Every function of this folder takes a `Read` or a `Tx` first and the workspace's id second. */
export type Storage = {
  dialect: 'sqlite' | 'postgres'
  /** Reads outside a snapshot, each seeing what was committed last. Writes through it work, one statement a transaction; prefer `write`. */
  db: Read
  /** Everything that `read` reads comes from one moment, so that rows and the seq they are read at belong together. */
  snapshot<T>(read: (db: Read) => Promise<T>): Promise<T>
  /**
   * Runs `work` in a transaction that is committed and on disk when the promise resolves, and undone when `work` throws.
   * `work` is run again when the database could not serialise it, so it must touch nothing but the transaction.
   * Inside `work` use the transaction only: another write would wait for this one, until it is given up after half a minute.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * Calls back after every commit that allocated seqs, also by other gateways on the same database. A hint: one call may stand for
   * several commits, and after a lost connection every workspace is announced with its present seq.
   */
  onSeq: (listener: SeqListener) => () => void
  close(): Promise<void>
}
