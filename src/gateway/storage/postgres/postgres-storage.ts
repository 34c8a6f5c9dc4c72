import { Kysely, PostgresQueryCompiler, sql } from 'kysely'
import type { Dialect } from 'kysely'
import { retrying } from '../retrying.ts'
import { storableText } from '../storable-text.ts'
import type { SeqListener, Storage } from '../storage.ts'
import type { Tables } from '../tables.ts'
import { beginsWriting, notedSeqs, seqListeners } from '../transactions.ts'

export const SEQ_CHANNEL = 'sigap_seq'

/** For the query compiler of any PostgreSQL dialect: text goes out as the database can hold it. */
export class StorableCompiler extends PostgresQueryCompiler {
  protected override appendValue(value: unknown): void {
    super.appendValue(typeof value === 'string' ? storableText(value) : value)
  }
}

/** The storage on any PostgreSQL. `listen` calls back for every payload on the channel, and answers how to stop. */
export function postgresStorage(dialect: Dialect, listen: (announce: SeqListener) => () => Promise<void>): Storage {
  const db = new Kysely<Tables>({ dialect })
  const listeners = seqListeners()
  const stopListening = listen(listeners.announce)
  return {
    dialect: 'postgres',
    db,
    snapshot: (read) => db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read),
    write: (work) =>
      retrying(
        () =>
          db.transaction().execute(async (tx) => {
            beginsWriting(tx)
            const result = await work(tx)
            for (const [workspaceId, seq] of notedSeqs(tx)) {
              await sql`select pg_notify(${SEQ_CHANNEL}, ${`${workspaceId}:${seq}`})`.execute(tx)
            }
            return result
          }),
        isSerializationFailure,
      ),
    onSeq: listeners.add,
    async close() {
      await stopListening()
      await db.destroy()
    },
  }
}

/** `workspace:seq`; a workspace's id may hold colons. Null when it is something else. */
export function readPayload(payload: string | undefined): { workspaceId: string; seq: number } | null {
  const match = /^(.+):(\d+)$/s.exec(payload ?? '')
  const [, workspaceId, seq] = match ?? []
  return workspaceId === undefined ? null : { workspaceId, seq: Number(seq) }
}

const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'

function isSerializationFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === SERIALIZATION_FAILURE || error.code === DEADLOCK)
}
