import type { VendorEvent } from '#connectors/connector.ts'
import { conversationsOfNumber } from '#gateway/storage/conversations.ts'
import { markProcessed, pendingDeliveries } from '#gateway/storage/webhooks.ts'
import { applyInbound } from '#gateway/usecases/apply-inbound.ts'
import { applyContact } from '#gateway/usecases/apply-contact.ts'
import { parseVendorEvents } from '#gateway/usecases/receive-webhook.ts'
import { placeOf } from './mirror.ts'
import type { Vendor } from './vendor.ts'

const BATCH = 50
/** A burst of webhooks is settled by one read of the newest page, this long after its first. */
const BURST_MS = 2000

/** Works off stored deliveries, oldest first. Answers whether there may be more. */
export async function processWebhooks(vendor: Vendor): Promise<boolean> {
  const { workspaceId, connection, storage } = vendor
  const deliveries = await pendingDeliveries(storage.db, workspaceId, connection.id, BATCH)
  for (const delivery of deliveries) {
    for (const event of parseVendorEvents(delivery.events)) await applyEvent(vendor, event)
    await storage.write((tx) => markProcessed(tx, workspaceId, connection.id, delivery.dedupe_key, vendor.now()))
  }
  return deliveries.length === BATCH
}

/** Webhooks are hints: what they say is applied where it is certain, and read from the vendor where it is not. */
async function applyEvent(vendor: Vendor, event: VendorEvent): Promise<void> {
  switch (event.type) {
    case 'inbound_message': {
      wantNewestPage(vendor)
      const id = event.conversationId ?? (await onlyConversationOf(vendor, event.customerNumber, event.accountNumber))
      if (id === null) return
      const { workspaceId, connection } = vendor
      const actor = { type: 'vendor' as const, id: connection.id, name: connection.name }
      return applyInbound(vendor, { workspaceId, conversationId: id, message: event.message, actor })
    }
    case 'assigned':
    case 'status':
      wantReread(vendor, event.conversationId)
      return
    case 'contact':
      return applyContact(vendor, { ...placeOf(vendor), connectionName: vendor.connection.name, ...event })
    case 'message_status':
    case 'ignored':
      return
  }
}

/** A number may have several conversations, on one account or on several; only where there is no doubt is the message applied. */
async function onlyConversationOf(vendor: Vendor, customer: string, account: string | null): Promise<string | null> {
  const rows = await conversationsOfNumber(
    vendor.storage.db,
    vendor.workspaceId,
    vendor.connection.id,
    digits(customer),
  )
  const onAccount = account === null ? rows : rows.filter((row) => row.account_key === digits(account))
  const active = onAccount.filter((row) => row.status !== 'resolved')
  const [only, ...others] = active.length > 0 ? active : onAccount
  return only !== undefined && others.length === 0 ? only.id : null
}

function digits(number: string): string {
  return number.replaceAll(/\D/g, '')
}

function wantNewestPage(vendor: Vendor) {
  vendor.newestPageAt = Math.min(vendor.newestPageAt, vendor.now() + BURST_MS)
  vendor.readBell.ring()
}

function wantReread(vendor: Vendor, vendorId: string) {
  vendor.rereads.add(vendorId)
  vendor.readBell.ring()
}
