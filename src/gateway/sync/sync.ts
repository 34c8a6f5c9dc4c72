import type { Connector } from '#connectors/connector.ts'
import type { AskVendor } from '#gateway/usecases/read-messages.ts'
import { callVendor, isReachable } from './vendor.ts'
import type { Vendor } from './vendor.ts'
import { runWorker } from './worker.ts'

/** All connections of this process, as the rest of the gateway sees them. Unknown connection ids are ignored or answer undefined. */
export type Sync = {
  connectorOf(connectionId: string): Connector | undefined
  ringOutbox(connectionId: string): void
  ringSends(connectionId: string): void
  ringWebhooks(connectionId: string): void
  askVendor: AskVendor
  /** Ends every worker; resolves when the last one gave its lease back. */
  stop(): Promise<void>
}

/** Starts a worker for every connection. `owner` names this process in leases and claims. */
export function startSync(vendors: readonly Vendor[], owner: string): Sync {
  const byId = new Map(vendors.map((vendor) => [vendor.connection.id, vendor]))
  const ending = new AbortController()
  const running = vendors.map((vendor) => runWorker(vendor, owner, ending.signal))
  return {
    connectorOf: (id) => byId.get(id)?.connector,
    ringOutbox: (id) => byId.get(id)?.outboxBell.ring(),
    ringSends(id) {
      byId.get(id)?.sendBell.ring()
      byId.get(id)?.firstBell.ring()
    },
    ringWebhooks: (id) => byId.get(id)?.webhookBell.ring(),
    async askVendor(id, ask) {
      const vendor = byId.get(id)
      if (vendor === undefined || !isReachable(vendor)) return null
      try {
        return await callVendor(vendor, vendor.urgent, ending.signal, () => ask(vendor.connector))
      } catch (error) {
        // A gateway that ends asks nobody any more; who waits for the answer is told what is here.
        if (ending.signal.aborted) return null
        throw error
      }
    },
    async stop() {
      ending.abort()
      await Promise.all(running)
    },
  }
}
