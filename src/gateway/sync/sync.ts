import { ConnectorError } from '#connectors/connector-error.ts'
import type { Connector } from '#connectors/connector.ts'
import type { VendorUser } from '#connectors/reading.ts'
import type { Heard, HeardCounts } from '#gateway/usecases/connections/heard.ts'
import type { AskVendor } from '#gateway/usecases/messages/read-messages.ts'
import { createStoredVendors } from './stored-vendors.ts'
import type { StoredConnection } from './stored-vendors.ts'
import { callAside, callVendor, isReachable } from './vendor.ts'
import type { Vendor } from './vendor.ts'
import { runWorker } from './worker.ts'

/** All connections of this process, as the rest of the gateway sees them. Unknown connection ids are ignored or answer undefined. */
export type Sync = {
  connectorOf(connectionId: string): Connector | undefined
  /** Whether somebody set a connection's webhooks up, and gave their secret here. */
  hasWebhooksByHand(connectionId: string): boolean
  ringOutbox(connectionId: string): void
  ringSends(connectionId: string): void
  ringWebhooks(connectionId: string): void
  /** Counts what came in by the door for webhooks, and tells the counts with those of the vendor's stream. */
  noteHeard(connectionId: string, heard: Heard): void
  heardOf(connectionId: string): HeardCounts | undefined
  /** Conversations on somebody's screen of which it is not known when was written last: they are read before all others. */
  lookedAt(connectionId: string, ids: readonly string[]): void
  /** A thread that somebody reads as it is known here: it is read again where the vendor's rows do not tell of what is new. */
  opened(connectionId: string, id: string): void
  askVendor: AskVendor
  /**
   * Everybody whom conversations can be assigned to; nobody where the vendor does not tell. That it refuses says nothing of the rest:
   * whether a key may read users is often a question of its own.
   */
  listUsers(connectionId: string): Promise<readonly VendorUser[]>
  /** Serves connections as they are set up now; resolves when what must not run any more has ended. */
  reload(): Promise<void>
  /** Ends every worker; resolves when the last one gave its lease back. */
  stop(): Promise<void>
}

/** A few pages. */
const MOST_LOOKED_AT = 300

type Stored = { list: () => Promise<readonly StoredConnection[]>; onError: (error: unknown) => void }

const nothingStored: Stored = { list: async () => [], onError: () => undefined }

/**
 * Starts a worker for every connection: those that the start named, and those of the database as they come and go. `owner` names this
 * process in leases and claims.
 */
export function startSync(vendors: readonly Vendor[], owner: string, stored = nothingStored): Sync {
  const named = new Map(vendors.map((vendor) => [vendor.connection.id, vendor]))
  const ending = new AbortController()
  const { signal } = ending
  const added = createStoredVendors(stored.list, { owner, ending: signal, onError: stored.onError })
  const running = [...vendors.map((vendor) => runWorker(vendor, owner, signal)), added.run()]
  const vendorOf = (id: string) => named.get(id) ?? added.get(id)?.vendor
  function askable(id: string): Vendor | null {
    const vendor = vendorOf(id)
    return vendor === undefined || added.get(id)?.paused === true || !isReachable(vendor) ? null : vendor
  }
  return {
    connectorOf: (id) => vendorOf(id)?.connector,
    hasWebhooksByHand: (id) => vendorOf(id)?.hasWebhooks ?? false,
    ringOutbox: (id) => vendorOf(id)?.outboxBell.ring(),
    ringSends(id) {
      vendorOf(id)?.sendBell.ring()
      vendorOf(id)?.firstBell.ring()
    },
    ringWebhooks: (id) => vendorOf(id)?.webhookBell.ring(),
    noteHeard(id, heard) {
      const vendor = vendorOf(id)
      if (vendor !== undefined) vendor.heard[heard] += 1
    },
    heardOf: (id) => vendorOf(id)?.heard,
    lookedAt(id, ids) {
      const vendor = vendorOf(id)
      if (vendor === undefined) return
      vendor.looked = [...new Set([...ids, ...vendor.looked])].slice(0, MOST_LOOKED_AT)
      vendor.readBell.ring()
    },
    opened(id, opened) {
      const vendor = vendorOf(id)
      vendor?.opened.add(opened)
      vendor?.readBell.ring()
    },
    async askVendor(id, ask) {
      const vendor = askable(id)
      if (vendor === null) return null
      try {
        return await callVendor(vendor, vendor.urgent, signal, () => ask(vendor.connector))
      } catch (error) {
        // A gateway that ends asks nobody any more; who waits for the answer is told what is here.
        if (signal.aborted) return null
        throw error
      }
    },
    async listUsers(id) {
      const vendor = askable(id)
      const listed = async () => vendor?.connector.listUsers?.() ?? []
      try {
        return vendor === null ? [] : await callAside(vendor, vendor.urgent, signal, listed)
      } catch (error) {
        if (signal.aborted || error instanceof ConnectorError) return []
        throw error
      }
    },
    reload: () => added.reload(),
    async stop() {
      ending.abort()
      await Promise.all(running)
    },
  }
}
