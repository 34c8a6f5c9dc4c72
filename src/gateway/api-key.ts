import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readEnvironment } from './env.ts'
import { WORKSPACE } from './open-storage.ts'
import { deleteApiKey, listApiKeys } from './storage/api-keys.ts'
import { migrate } from './storage/migrate.ts'
import { openPostgres } from './storage/open-postgres.ts'
import { openSqlite } from './storage/open-sqlite.ts'
import type { Storage } from './storage/storage.ts'
import { ensureWorkspace } from './storage/workspaces.ts'
import { createApiKey } from './usecases/people/create-api-key.ts'

const USAGE = `Usage: npm run api-key -- --name NAME | --list | --withdraw ID [--data DIR] [--demo]

--name NAME    makes an API key and prints it, once; NAME says what it is for, in at most 80 characters
--list         tells which keys there are, and when each was last used
--withdraw ID  a key that is called so in the list opens nothing any more
--data DIR     the data directory; SIGAP_DATA, else ./data
--demo         the keys of the demo, where there is a real inbox as well
With DATABASE_URL they are the keys there.`

const LONGEST_NAME = 80
const REAL = 'sigap.sqlite'
const DEMO = 'demo.sqlite'

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      name: { type: 'string' },
      list: { type: 'boolean', default: false },
      withdraw: { type: 'string' },
      data: { type: 'string' },
      demo: { type: 'boolean', default: false },
    },
  })
  const act = actOf(values)
  const env = readEnvironment(process.env)
  const data = path.resolve(values.data ?? env.SIGAP_DATA)
  const file = values.demo ? path.join(data, DEMO) : inboxOf(data, env.KIRIM_API_KEY !== undefined)
  const storage = openDatabase(env.DATABASE_URL, file)
  try {
    await migrate(storage)
    await storage.write((tx) => ensureWorkspace(tx, WORKSPACE.id, WORKSPACE.name, Date.now()))
    await act(storage, env.DATABASE_URL === undefined ? file : 'the database of DATABASE_URL')
  } finally {
    await storage.close()
  }
}

type Act = (storage: Storage, where: string) => Promise<void>

function actOf({ name, list, withdraw }: { name?: string; list: boolean; withdraw?: string }): Act {
  const wished = [name !== undefined, list, withdraw !== undefined].filter(Boolean)
  if (wished.length > 1) throw new Error('One thing at a time: --name, --list or --withdraw')
  if (list) return listKeys
  if (withdraw !== undefined) return (storage, where) => withdrawKey(storage, where, withdraw)
  const purpose = name?.trim() ?? ''
  if (purpose === '' || purpose.length > LONGEST_NAME) throw new Error('Say what the key is for: --name NAME')
  return (storage, where) => makeKey(storage, where, purpose)
}

async function makeKey(storage: Storage, where: string, name: string): Promise<void> {
  const key = await createApiKey({ storage, workspaceId: WORKSPACE.id, now: Date.now }, name)
  // The key alone on the standard output, so that a script can take it from there.
  console.error(`A key for ${where}. It is shown this once:`)
  console.log(key)
}

async function listKeys(storage: Storage, where: string): Promise<void> {
  const keys = await listApiKeys(storage.db, WORKSPACE.id)
  console.error(keys.length === 0 ? `There are no keys for ${where}.` : `Keys for ${where}:`)
  for (const { id, name, last_used_ms: usedMs } of keys) {
    console.log(`${id}  ${name}  (${usedMs === null ? 'never used' : `last used ${new Date(usedMs).toISOString()}`})`)
  }
}

async function withdrawKey(storage: Storage, where: string, id: string): Promise<void> {
  const wasThere = await storage.write((tx) => deleteApiKey(tx, WORKSPACE.id, id))
  if (!wasThere) throw new Error(`There is no key ${id} for ${where}. --list tells which there are.`)
  console.error('It opens nothing any more, within seconds also where it was in use.')
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
