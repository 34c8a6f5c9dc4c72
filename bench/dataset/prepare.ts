import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import * as z from 'zod'
import { openPostgres } from '#gateway/storage/open-postgres.ts'
import { openSqlite } from '#gateway/storage/open-sqlite.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { findPostgres } from '#gateway/storage/testing/postgres-server.ts'
import { fingerprint } from './fingerprint.ts'
import { startPostgresIn } from './postgres.ts'
import { seed } from './seed.ts'
import type { Access } from './seed.ts'

/** Where a prepared database is. */
export type DatabasePlace = { dialect: 'sqlite'; file: string } | { dialect: 'postgres'; url: string }

export type Dataset = Access & { name: string; place: DatabasePlace }

type Where = { cache: string; rows: number; say: (text: string) => void }

const accessSchema: z.ZodType<Access> = z.object({ apiKey: z.string(), secret: z.string() })

/** Written last: a folder without it was interrupted. */
const READY = 'ready.json'

/** The database file with `rows` conversations, made unless it is there. */
export async function sqliteDataset(where: Where): Promise<Dataset> {
  const folder = await folderFor('sqlite', where)
  const file = path.join(folder, 'sigap.sqlite')
  const access = await once(folder, where, 'SQLite', () => openSqlite(file))
  return { name: 'SQLite', place: { dialect: 'sqlite', file }, ...access }
}

/** A PostgreSQL server on a database with `rows` conversations, made unless it is there; null without PostgreSQL's binaries. */
export async function postgresDataset(where: Where): Promise<(Dataset & { stop(): Promise<void> }) | null> {
  const binaries = findPostgres()
  if (binaries === null) return null
  const folder = await folderFor('postgres', where)
  const server = await startPostgresIn(path.join(folder, 'server'), binaries)
  try {
    const { url } = server
    const access = await once(folder, where, 'PostgreSQL', () => openPostgres(url, { onError: fail }))
    return { name: 'PostgreSQL', place: { dialect: 'postgres', url }, ...access, stop: () => server.stop() }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** The folder of this dataset, empty unless it is complete. Older ones of the same kind are removed. */
async function folderFor(kind: string, { cache, rows }: Where): Promise<string> {
  const name = `${kind}-${rows}-${fingerprint()}`
  const folder = path.join(cache, name)
  await mkdir(cache, { recursive: true })
  for (const other of await readdir(cache)) {
    const isSameKind = other.startsWith(`${kind}-${rows}-`)
    const isStale = isSameKind && (other !== name || !existsSync(path.join(folder, READY)))
    if (isStale) await rm(path.join(cache, other), { recursive: true })
  }
  await mkdir(folder, { recursive: true })
  return folder
}

async function once(folder: string, { rows, say }: Where, name: string, open: () => Storage): Promise<Access> {
  const ready = path.join(folder, READY)
  if (existsSync(ready)) return accessSchema.parse(JSON.parse(await readFile(ready, 'utf8')))
  const storage = open()
  const began = performance.now()
  try {
    const access = await seed(storage, rows, (done) => {
      if (done % 200_000 === 0) say(`${name}: ${done.toLocaleString('en')} conversations stored`)
    })
    // A running server does this by itself, some minutes after so many rows came in.
    if (storage.dialect === 'postgres') await sql`vacuum analyze`.execute(storage.db)
    await writeFile(ready, JSON.stringify(access))
    say(`${name}: prepared in ${((performance.now() - began) / 1000).toFixed(0)} s, kept in ${folder}`)
    return access
  } finally {
    await storage.close()
  }
}

function fail(error: Error): never {
  throw error
}
