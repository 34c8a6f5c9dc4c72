import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Environment } from './env.ts'
import { createSealer } from './auth/sealer.ts'
import type { Sealer } from './auth/sealer.ts'
import { secureRandom } from './auth/random.ts'

const KEY_BYTES = 32
const FILE = 'secret.key'

/**
 * What seals the secrets of connections: SIGAP_SECRET, or else a key that is made once and lies beside the data, for its owner's eyes. On a
 * database server there is no beside: without SIGAP_SECRET null, and then no connection can be added.
 */
export function openSealer(
  { SIGAP_SECRET: given, DATABASE_URL: server }: Pick<Environment, 'SIGAP_SECRET' | 'DATABASE_URL'>,
  directory: string,
): Sealer | null {
  if (given !== undefined) return createSealer(given)
  return server === undefined ? createSealer([keyBeside(directory)]) : null
}

function keyBeside(directory: string): string {
  const file = path.join(directory, FILE)
  try {
    writeFileSync(file, Buffer.from(secureRandom(KEY_BYTES)).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    // A restored backup may have lost the mode.
    chmodSync(file, 0o600)
  }
  const key = readFileSync(file, 'utf8').trim()
  if (key.length < KEY_BYTES) throw new Error(`${file} holds no key. Restore it from a backup, or delete it.`)
  return key
}
