import type { VendorEvent, WebhookDelivery } from '#connectors/webhooks.ts'
import { storeDelivery } from '#gateway/storage/webhooks.ts'
import type { Storage } from '#gateway/storage/storage.ts'

/** Stores a verified delivery before it is acknowledged. False: it is known already, and nothing happens twice. */
export async function receiveWebhook(
  deps: { storage: Storage; now: () => number },
  received: { workspaceId: string; connectionId: string; delivery: WebhookDelivery },
): Promise<boolean> {
  const { workspaceId, connectionId, delivery } = received
  return deps.storage.write((tx) =>
    storeDelivery(tx, workspaceId, {
      connection_id: connectionId,
      dedupe_key: delivery.dedupeKey,
      event: delivery.event,
      events: JSON.stringify(delivery.events),
      received_ms: deps.now(),
    }),
  )
}

/** The events of a stored delivery. They were written by `receiveWebhook`, whose type they therefore have. */
export function parseVendorEvents(json: string): VendorEvent[] {
  const events: VendorEvent[] = JSON.parse(json)
  return events
}
