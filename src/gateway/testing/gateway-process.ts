import type { Connector } from '#connectors/connector.ts'
import type { Storage } from '../storage/storage.ts'
import { startSync } from '../sync/sync.ts'
import type { Sync } from '../sync/sync.ts'
import { createVendor } from '../sync/vendor.ts'
import type { Vendor } from '../sync/vendor.ts'

/** What a gateway process is to the rest of a world. */
export type GatewayProcess = {
  name: string
  vendor: Vendor
  sync: Sync
  /** Its storage; after a kill nothing that it began comes back. */
  storage: Storage
  isAlive: () => boolean
  /** Ends it as a signal would, with its lease given back. */
  stop: () => Promise<void>
  /** Ends it in the middle of whatever it does: nothing goes out any more, and no answer arrives. */
  kill: () => void
}

export type ProcessOptions = {
  name: string
  storage: Storage
  /** The vendor, and how a connector to it is made. */
  fetch: typeof fetch
  connect: (reach: typeof fetch) => Connector
  workspaceId: string
  connection: { id: string; name: string }
  hasWebhooks: boolean
  linkBase: string
  sealer: Vendor['sealer']
  random: () => number
  onWarning: (warning: { fields: object; message: string }) => void
}

/** A caller gives up on the vendor after this long; what it asked for may happen all the same. */
const TIMEOUT_MS = 10_000

/** The sync of one gateway process, with its own connector on the simulated vendor. */
export function startProcess(options: ProcessOptions): GatewayProcess {
  const { name, connection, workspaceId, random } = options
  let alive = true
  const whileAlive = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!alive) return never()
    const settled = await Promise.allSettled([work()])
    if (!alive) return never()
    const [outcome] = settled
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  }
  const storage: Storage = {
    ...options.storage,
    write: (work) => whileAlive(() => options.storage.write(work)),
    snapshot: (read) => whileAlive(() => options.storage.snapshot(read)),
  }
  const vendor = createVendor({
    workspaceId,
    connection,
    connector: options.connect((input, init) =>
      whileAlive(() => Promise.race([options.fetch(input, init), timeout()])),
    ),
    hasWebhooks: options.hasWebhooks,
    linkBase: options.linkBase,
    sealer: options.sealer,
    storage,
    now: Date.now,
    random,
    log: {
      info: () => undefined,
      warn: (fields, message) => options.onWarning({ fields, message }),
    },
  })
  const sync = startSync([vendor], name)
  return {
    name,
    vendor,
    sync,
    storage,
    isAlive: () => alive,
    async stop() {
      await sync.stop()
      alive = false
    },
    kill() {
      alive = false
    },
  }
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined)
}

async function timeout(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS))
  throw new TypeError('fetch failed')
}
