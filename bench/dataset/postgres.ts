import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chown, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { ownerFor } from '#gateway/storage/testing/postgres-server.ts'

const START_ATTEMPTS = 300
const ATTEMPT_MS = 200

/**
 * Starts PostgreSQL on a folder that outlives it, set up as `initdb` sets it up and reached by socket. It ends with this process,
 * however this process ends.
 */
export async function startPostgresIn(
  folder: string,
  binaries: string,
): Promise<{ url: string; stop(): Promise<void> }> {
  const owner = ownerFor()
  const identity = owner ?? {}
  const data = path.join(folder, 'data')
  if (!existsSync(data)) {
    await mkdir(folder, { recursive: true })
    if (owner !== null) await chown(folder, owner.uid, owner.gid)
    const settings = ['-U', 'sigap', '-A', 'trust', '-E', 'UTF8', '--locale=C']
    await promisify(execFile)(path.join(binaries, 'initdb'), ['-D', data, ...settings], { cwd: folder, ...identity })
  }
  // The shell waits for the end of its input, which comes when this process dies even by `kill -9`, and then stops the server.
  const script = '"$0" "$@" >log 2>&1 & server=$!; cat >/dev/null; kill -INT $server; wait $server'
  const args = ['-D', data, '-k', folder, '-c', 'listen_addresses=']
  const shell = spawn('/bin/sh', ['-c', script, path.join(binaries, 'postgres'), ...args], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
    // Away from this terminal: Ctrl-C is for us, who then stop it in order.
    detached: true,
    ...identity,
  })
  const url = `postgres://sigap@localhost/postgres?host=${encodeURIComponent(folder)}`
  await answering(url)
  return {
    url,
    async stop() {
      shell.stdin.end()
      await once(shell, 'exit')
    },
  }
}

async function answering(url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      return
    } catch (error) {
      if (attempt === START_ATTEMPTS) throw new Error('PostgreSQL did not start.', { cause: error })
      await setTimeout(ATTEMPT_MS)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}
