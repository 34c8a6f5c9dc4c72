import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readEnvironment } from './env.ts'
import { WORKSPACE } from './open-storage.ts'
import { migrate } from './storage/migrate.ts'
import { openPostgres } from './storage/open-postgres.ts'
import { openSqlite } from './storage/open-sqlite.ts'
import type { Storage } from './storage/storage.ts'
import { ensureWorkspace } from './storage/workspaces.ts'
import { createApiKey } from './usecases/people/create-api-key.ts'

const USAGE = `Usage: npm run api-key -- --name NAME [--data DIR] [--demo]

Makes an API key and prints it, once. NAME says what it is for, in at most 80 characters.
--data DIR  the data directory; SIGAP_DATA, else ./data
--demo      a key for the demo, where there is a real inbox as well
With DATABASE_URL the key is made there.`

const LONGEST_NAME = 80
const REAL = 'sigap.sqlite'
const DEMO = 'demo.sqlite'

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { name: { type: 'string' }, data: { type: 'string' }, demo: { type: 'boolean', default: false } },
  })
  const name = values.name?.trim() ?? ''
  if (name === '' || name.length > LONGEST_NAME) throw new Error('Say what the key is for: --name NAME')
  const env = readEnvironment(process.env)
  const data = path.resolve(values.data ?? env.SIGAP_DATA)
  const file = values.demo ? path.join(data, DEMO) : inboxOf(data, env.KIRIM_API_KEY !== undefined)
  const storage = openDatabase(env.DATABASE_URL, file)
  try {
    await migrate(storage)
    await storage.write((tx) => ensureWorkspace(tx, WORKSPACE.id, WORKSPACE.name, Date.now()))
    const key = await createApiKey({ storage, workspaceId: WORKSPACE.id, now: Date.now }, name)
    // The key alone on the standard output, so that a script can take it from there.
    console.error(
      `A key for ${env.DATABASE_URL === undefined ? file : 'the database of DATABASE_URL'}. It is shown this once:`,
    )
    console.log(key)
  } finally {
    await storage.close()
  }
}

/** The inbox that is meant: the real one where there is one or will be, else the demo. */
function inboxOf(data: string, isConfigured: boolean): string {
  const real = path.join(data, REAL)
  return isConfigured || existsSync(real) ? real : path.join(data, DEMO)
}

/** Opened beside a gateway that runs, without its lock: the database itself lets one write after the other. */
function openDatabase(databaseUrl: string | undefined, file: string): Storage {
  if (databaseUrl !== undefined) {
    return openPostgres(databaseUrl, { connections: 1, onError: (error) => console.error(error.message) })
  }
  mkdirSync(path.dirname(file), { recursive: true })
  return openSqlite(file)
}

try {
  await main()
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
  process.exitCode = 1
}
