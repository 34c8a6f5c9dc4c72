import { setTimeout } from 'node:timers/promises'

const SQLITE_BUSY = 5
const FIRST_WAIT_MS = 1
const LONGEST_WAIT_MS = 50
const GIVE_UP_MS = 10_000

/**
 * Runs what needs the write lock again while another process has it. The waiting is done here and not by SQLite's own busy handler,
 * which would stop this process altogether: timers, requests and all.
 */
export async function patiently<T>(work: () => T): Promise<T> {
  let waited = 0
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
    try {
      return work()
    } catch (error) {
      if (!isBusy(error) || waited >= GIVE_UP_MS) throw error
    }
    await setTimeout(wait)
    waited += wait
  }
}

/** Extended codes carry the plain one in their low byte. */
function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    (error.errcode & 0xff) === SQLITE_BUSY
  )
}
