import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

// In memory where the system offers that: no test cuts the power, and a busy disk makes every commit slow.
const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** An empty directory for a gateway's data. */
export async function makeDataDirectory(): Promise<{ path: string; remove: () => Promise<void> }> {
  const made = await mkdtemp(path.join(parent, 'sigap-e2e-'))
  return { path: made, remove: () => rm(made, { recursive: true, force: true }) }
}
