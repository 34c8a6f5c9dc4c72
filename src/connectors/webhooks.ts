import type { Status } from '#contract/conversation.ts'
import type { DeliveryState } from '#contract/message.ts'
import type { VendorMessage } from './reading.ts'

/** What a webhook says, in our words. Hints only: each leads to a read, except what can be applied as it stands. */
export type VendorEvent =
  | {
      type: 'inbound_message'
      customerNumber: string
      accountNumber: string | null
      conversationId: string | null
      contactName: string | null
      message: VendorMessage
    }
  | {
      type: 'message_status'
      /** The id in the vendor's announcements, which may be another than the one that it listed or answered with. */
      vendorMessageId: string
      customerNumber: string | null
      state: DeliveryState
      /** Why it failed, in the words of `Message.delivery`. */
      code: string | null
    }
  /** Something about it is new, or it is gone: a read of it tells what. */
  | { type: 'changed'; conversationId: string }
  /** A message that carries the id under which `listMessages` shows it, too. */
  | { type: 'message'; conversationId: string; message: VendorMessage }
  | { type: 'assigned'; conversationId: string; assigneeId: string | null }
  | { type: 'status'; conversationId: string; status: Status }
  | { type: 'contact'; contactId: string; name: string | null; email: string | null; phoneNumber: string | null }
  | { type: 'ignored'; event: string }

export type WebhookRequest = { headers: Headers; body: Uint8Array }

/** A verified delivery. `dedupeKey` is the same for every repetition of the same event and different for any other. */
export type WebhookDelivery = { dedupeKey: string; event: string; events: VendorEvent[] }

/** A subscription to webhooks as the vendor lists it, whoever made it. `isWhole`: it is active, and for all that we listen to. */
export type WebhookSubscription = { id: string; address: string; isWhole: boolean }

/**
 * Subscriptions to webhooks that we make ourselves. A refusal of any kind says that this account, or this server, does not let us: nothing
 * else depends on it.
 */
export type Subscribing = {
  /** All that the account has. */
  list(signal?: AbortSignal): Promise<WebhookSubscription[]>
  /**
   * Makes one for all that we listen to. `secret` is what signs it where the vendor lets us choose; the answer tells what does, which the
   * vendor may tell this one time only.
   */
  create(wanted: { address: string; secret: string }, signal?: AbortSignal): Promise<{ id: string; secret: string }>
  /** Makes one whole again, at this address; its secret stays. */
  mend(id: string, address: string, signal?: AbortSignal): Promise<void>
  /** One that is gone already is no failure. */
  remove(id: string, signal?: AbortSignal): Promise<void>
}
