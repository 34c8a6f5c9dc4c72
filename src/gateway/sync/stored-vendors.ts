import { sleep } from './bell.ts'
import type { Vendor } from './vendor.ts'
import { runWorker } from './worker.ts'

/** Another gateway may have added, changed or removed a connection. */
const LOOK_AGAIN_MS = 2000

/** A connection as it is set up now. `make` readies it; null where this version cannot serve it. */
export type StoredConnection = { id: string; revision: number; paused: boolean; make: () => Vendor | null }

type Served = { vendor: Vendor; revision: number; paused: boolean; stop: () => Promise<void> }

/** Connections that are set up in the database, as this process serves them. */
export type StoredVendors = {
  get(id: string): Served | undefined
  /** Looks at once; resolves when what is set up otherwise by now has ended, and what is new has begun. */
  reload(): Promise<void>
  /** Looks now and then until `ending` aborts; resolves when every worker has ended. */
  run(): Promise<void>
}

/**
 * Serves what `list` says, and goes after every change of it without a restart. A paused connection is known and does nothing. `owner`
 * names this process in leases.
 */
export function createStoredVendors(
  list: () => Promise<readonly StoredConnection[]>,
  { owner, ending, onError }: { owner: string; ending: AbortSignal; onError: (error: unknown) => void },
): StoredVendors {
  const served = new Map<string, Served>()
  let turn = Promise.resolve()

  async function look(): Promise<void> {
    if (ending.aborted) return
    const wanted = new Map((await list()).map((connection) => [connection.id, connection]))
    const outdated = [...served].filter(([id, { revision }]) => wanted.get(id)?.revision !== revision)
    await Promise.all(outdated.map(([, { stop }]) => stop()))
    // Known until the next takes its place: whoever sends meanwhile, or announces something, must not be told that there is none.
    for (const [id] of outdated) served.delete(id)
    for (const connection of wanted.values()) {
      if (!served.has(connection.id)) begin(connection)
    }
  }

  function begin({ id, revision, paused, make }: StoredConnection): void {
    const vendor = make()
    if (vendor === null) return
    const stopping = new AbortController()
    const running = paused ? null : runWorker(vendor, owner, AbortSignal.any([ending, stopping.signal]))
    const stop = async () => {
      stopping.abort()
      await running
    }
    served.set(id, { vendor, revision, paused, stop })
  }

  /** One look at a time: two would start the same connection twice. */
  function inTurn(): Promise<void> {
    const mine = turn.then(look)
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    get: (id) => served.get(id),
    reload: inTurn,
    async run() {
      while (!ending.aborted) {
        await inTurn().catch(onError)
        await sleep(LOOK_AGAIN_MS, ending)
      }
      await turn
      await Promise.all([...served.values()].map(({ stop }) => stop()))
    },
  }
}
