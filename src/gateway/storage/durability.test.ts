import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openSqlite } from './open-sqlite.ts'
import { startChild } from './testing/child.ts'
import { currentSeq } from './workspaces.ts'

const ROUNDS = 3
const WRITES_A_ROUND = 50

test(
  'what was acknowledged is there after `kill -9` in the middle of writing, time and again',
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sigap-durability-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const path = join(folder, 'test.sqlite')
    for (let round = 0; round < ROUNDS; round += 1) {
      const writer = startChild('acknowledge-writes.ts', path)
      const acknowledged: string[] = []
      while (acknowledged.length < WRITES_A_ROUND) acknowledged.push(await writer.line())
      acknowledged.push(...(await writer.kill()))
      const storage = openSqlite(path)
      const seq = await currentSeq(storage.db, 'wsp')
      await storage.close()
      // One more may have been committed whose acknowledgement was never printed.
      const last = Number(acknowledged.at(-1))
      expect([last, last + 1]).toContain(seq)
    }
  },
)

test('a commit calls fsync: the level is full on the connection that writes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sigap-durability-'))
  const storage = openSqlite(join(folder, 'test.sqlite'))
  onTestFinished(async () => {
    await storage.close()
    await rm(folder, { recursive: true })
  })
  const settings = await storage.write(async (tx) => {
    const { rows: synchronous } = await sql`pragma synchronous`.execute(tx)
    const { rows: journal } = await sql`pragma journal_mode`.execute(tx)
    const { rows: keys } = await sql`pragma foreign_keys`.execute(tx)
    return [synchronous, journal, keys].map((rows) => Object.values(Object(rows[0]))[0])
  })
  expect(settings).toEqual([2, 'wal', 1])
})
