import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'

const START_ATTEMPTS = 100
const ATTEMPT_MS = 200

export type PostgresServer = {
  /** The URL of a new, empty database. */
  createDatabase(): Promise<string>
  stop(): Promise<void>
}

/** The folder of PostgreSQL's own binaries, or null when it is not installed. */
export function findPostgres(): string | null {
  const installed = '/usr/lib/postgresql'
  const versions = existsSync(installed) ? readdirSync(installed).map((version) => join(installed, version, 'bin')) : []
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/bin', ...versions]
  const complete = folders.find((folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')))
  return complete ?? null
}

/**
 * Starts a PostgreSQL of its own in a temporary folder, reached by socket. Its default collation is English, so that whatever forgets
 * to compare by bytes is found out. It ends with this process, however this process ends.
 */
export async function startPostgres(binaries: string): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'sigap-postgres-'))
  const owner = ownerFor()
  if (owner !== null) await chown(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const identity = owner ?? {}
  await promisify(execFile)(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'sigap', '-A', 'trust', '-E', 'UTF8', '--no-sync', ...englishCollation(binaries)],
    { cwd: folder, ...identity },
  )
  // The shell waits for the end of its input, which comes when this process dies even by `kill -9`, and then stops the server.
  const script =
    '"$0" "$@" >log 2>&1 & server=$!; cat >/dev/null; kill -QUIT $server; wait $server; cd /; rm -rf "$OLDPWD"'
  const options = ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'max_connections=60']
  const shell = spawn('/bin/sh', ['-c', script, join(binaries, 'postgres'), ...options], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
    ...identity,
  })
  const url = (database: string) => `postgres://sigap@localhost/${database}?host=${encodeURIComponent(folder)}`
  await answering(url('postgres'))
  let databases = 0
  return {
    async createDatabase() {
      databases += 1
      await query(url('postgres'), `create database test_${databases}`)
      return url(`test_${databases}`)
    },
    async stop() {
      shell.stdin.end()
      await once(shell, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Who has to own and run PostgreSQL when we are root, which it refuses to be; null when it can be whoever we are. */
export function ownerFor(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  const user = ['postgres', 'nobody'].find((name) => idOf('-u', name) !== null)
  const uid = user === undefined ? null : idOf('-u', user)
  const gid = user === undefined ? null : idOf('-g', user)
  return uid === null || gid === null ? null : { uid, gid }
}

function idOf(flag: '-u' | '-g', user: string): number | null {
  try {
    return Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
  } catch {
    return null
  }
}

/** From version 15 on a database can have an ICU collation whatever the machine's locales are. */
function englishCollation(binaries: string): string[] {
  const version = /(\d+)/.exec(execFileSync(join(binaries, 'postgres'), ['--version']).toString())?.[1]
  return Number(version) >= 15 ? ['--locale-provider=icu', '--icu-locale=en-US', '--locale=C'] : ['--locale=C']
}

async function answering(url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await query(url, 'select 1')
    } catch (error) {
      if (attempt === START_ATTEMPTS) throw new Error('PostgreSQL did not start.', { cause: error })
      await setTimeout(ATTEMPT_MS)
    }
  }
}

async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  try {
    await client.connect()
    await client.query(sql)
  } finally {
    await client.end().catch(() => undefined)
  }
}
