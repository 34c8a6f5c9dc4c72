import { digitsOf } from '#contract/digits.ts'
import type { VendorEvent } from '#connectors/webhooks.ts'
import { conversationsOfNumber, rowsByVendorId } from '#gateway/storage/conversations.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import { markAttempt, markProcessed, pendingDeliveries } from '#gateway/storage/webhooks.ts'
import type { DeliveryRow } from '#gateway/storage/webhooks.ts'
import { applyContacts } from '#gateway/usecases/conversations/apply-contacts.ts'
import { applyInbound } from '#gateway/usecases/messages/apply-inbound.ts'
import { applyMessage } from '#gateway/usecases/messages/apply-message.ts'
import { applyStatus } from '#gateway/usecases/messages/apply-status.ts'
import { markMessagesStale } from '#gateway/usecases/messages/mark-messages-stale.ts'
import { parseVendorEvents } from '#gateway/usecases/connections/receive-webhook.ts'
import { vendorActor } from '#gateway/usecases/vendor-actor.ts'
import { idInMirror } from '../delivering/conversations-at.ts'
import { placeOf } from '../reading/mirror.ts'
import type { Vendor } from '../vendor.ts'

const BATCH = 50
/** A burst of messages is settled by reading the newest page this often, and no more. */
const BURST_MS = 2000
/** A delivery that fails this often is given up: webhooks are hints, and the walks will find what it told. */
const ATTEMPTS = 5

/** Works off stored deliveries, oldest first. Answers whether there is more to do at once. */
export async function processWebhooks(vendor: Vendor): Promise<boolean> {
  const { workspaceId, connection, storage } = vendor
  const deliveries = await pendingDeliveries(storage.db, workspaceId, connection.id, BATCH)
  let failed = false
  for (const delivery of deliveries) {
    try {
      for (const event of parseVendorEvents(delivery.events)) await applyEvent(vendor, event)
      await storage.write((tx) => markProcessed(tx, workspaceId, connection.id, delivery.dedupe_key, vendor.now()))
    } catch (error) {
      failed = true
      await noteFailed(vendor, delivery, error)
    }
  }
  return deliveries.length === BATCH && !failed
}

/** One delivery that cannot be worked off must not keep those behind it waiting. */
async function noteFailed(vendor: Vendor, delivery: DeliveryRow, error: unknown) {
  const { workspaceId, connection, storage, log } = vendor
  const isLast = delivery.attempts + 1 >= ATTEMPTS
  log.warn({ err: error, event: delivery.event, isLast }, 'a webhook could not be worked off')
  await storage.write(async (tx) => {
    await markAttempt(tx, workspaceId, connection.id, delivery.dedupe_key)
    if (isLast) await markProcessed(tx, workspaceId, connection.id, delivery.dedupe_key, vendor.now())
  })
}

/** Webhooks are hints: what they say is applied where it is certain, and read from the vendor where it is not. */
async function applyEvent(vendor: Vendor, event: VendorEvent): Promise<void> {
  const { workspaceId, connection } = vendor
  switch (event.type) {
    case 'inbound_message': {
      wantNewestPage(vendor)
      const { conversationId, customerNumber, accountNumber } = event
      const id = await (conversationId === null
        ? onlyConversationOf(vendor, customerNumber, accountNumber)
        : idInMirror(vendor, conversationId))
      if (id === null) return
      const actor = vendorActor(connection)
      return applyInbound(vendor, { workspaceId, conversationId: id, message: event.message, actor })
    }
    case 'message_status': {
      if (await applyKnownStatus(vendor, event)) return
      if (event.customerNumber === null) return
      const conversationId = await onlyConversationOf(vendor, event.customerNumber, null)
      if (conversationId === null) return
      await markMessagesStale(vendor, { workspaceId, conversationId, actor: vendorActor(connection) })
      vendor.sendBell.ring()
      vendor.readBell.ring()
      return
    }
    case 'changed':
      return wantReread(vendor, event.conversationId)
    case 'message': {
      const { message } = event
      const conversationId = await idInMirror(vendor, event.conversationId)
      const told =
        conversationId === null ? null : { workspaceId, conversationId, message, actor: vendorActor(connection) }
      if (told === null || !(await applyMessage(vendor, told))) wantReread(vendor, event.conversationId)
      return
    }
    case 'assigned':
      return wantRereadUnless(vendor, event.conversationId, (row) => row.assignee_shadow === event.assigneeId)
    case 'status':
      return wantRereadUnless(vendor, event.conversationId, (row) => row.status_shadow === event.status)
    case 'contact': {
      const { type: _, contactId, ...contact } = event
      const contacts = [{ id: contactId, ...contact }]
      return applyContacts(vendor, { ...placeOf(vendor), connectionName: connection.name, contacts })
    }
    case 'ignored':
  }
}

/** Where the vendor names a message by the id that it has here, nothing is left to read. */
async function applyKnownStatus(vendor: Vendor, event: Extract<VendorEvent, { type: 'message_status' }>) {
  const { customerNumber, vendorMessageId: messageId, state, code } = event
  // A word that is not understood tells nothing.
  if (customerNumber === null || state === 'unknown') return false
  for (const { id: conversationId } of await conversationsOf(vendor, customerNumber)) {
    const place = { workspaceId: vendor.workspaceId, conversationId, connection: vendor.connection }
    if (await applyStatus(vendor, { ...place, messageId, delivery: { state, code } })) return true
  }
  return false
}

async function conversationsOf({ storage, workspaceId, connection }: Vendor, number: string) {
  return digitsOf(number) === '' ? [] : conversationsOfNumber(storage.db, workspaceId, connection.id, digitsOf(number))
}

/** A number may have several conversations, on one account or on several; only where there is no doubt is one named. */
async function onlyConversationOf(vendor: Vendor, customer: string, account: string | null): Promise<string | null> {
  const rows = await conversationsOf(vendor, customer)
  const onAccount = account === null ? rows : rows.filter((row) => row.account_key === digitsOf(account))
  const active = onAccount.filter((row) => row.status !== 'resolved')
  const [only, ...others] = active.length > 0 ? active : onAccount
  return only !== undefined && others.length === 0 ? only.id : null
}

function wantNewestPage(vendor: Vendor) {
  const at = Math.max(vendor.now(), vendor.newestPageReadAt + BURST_MS)
  vendor.newestPageAt = Math.min(vendor.newestPageAt, at)
  vendor.readBell.ring()
}

/** Announcements come late and in any order, so they are only read as "look again"; what is known already needs no look. */
async function wantRereadUnless(vendor: Vendor, vendorId: string, isKnown: (row: ConversationRow) => boolean) {
  const { workspaceId, connection, storage } = vendor
  const row = (await rowsByVendorId(storage.db, workspaceId, connection.id, [vendorId])).get(vendorId)
  if (row === undefined || !isKnown(row)) wantReread(vendor, vendorId)
}

function wantReread(vendor: Vendor, vendorId: string) {
  vendor.announced.set(vendorId, vendor.now())
  vendor.readBell.ring()
}
