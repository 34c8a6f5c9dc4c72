import type { Feedback, OwedField, Status } from '#contract/conversation.ts'
import type {
  ContactPage,
  ConversationPage,
  MediaReading,
  MessagePage,
  VendorConversation,
  VendorUser,
} from './reading.ts'
import type { ChannelSending, Sending } from './sending.ts'
import type { Subscribing, WebhookDelivery, WebhookRequest } from './webhooks.ts'

/**
 * What a vendor may hold of a conversation: fields that people may fight over, and whether it can be told that it was read (`read`) and
 * that it is unread again (`unread`), and whether it takes `feedback`, which it never tells.
 */
export type HeldField = OwedField | 'unread'

/** What a vendor offers on one of its channels. */
export type ChannelRules = {
  /** What the vendor holds of its conversations; everything else is kept here. */
  holds: readonly HeldField[]
  /** Null when nothing can be sent from here. */
  sends: ChannelSending | null
  /** What an agent has to know before assigning: it changes more at the vendor than the conversation. Absent: it does not. */
  assigning?: 'changes_contact_owner' | null
  /** Whose the tags are, where they are not the conversation's own. */
  tagsOf?: 'contact'
  /** What an agent has to know before sending: nobody can take it back. Absent: nothing beyond what any message is. */
  sending?: 'cannot_be_recalled' | null
}

/** What the connection test found out. */
export type VendorAccount = {
  accountId: string
  name: string
  /** Calls a minute that the vendor allows, or null when it does not say. */
  readPerMinute: number | null
  writePerMinute: number | null
  /** Over how long the vendor counts them, in milliseconds: so much longer may many come at once. A minute where it is absent. */
  countedOverMs?: number
}

/** Only fields that the channel's rules name under `holds`. */
export type VendorPatch = {
  status?: Status
  assigneeId?: string | null
  starred?: boolean
  unread?: boolean
  feedback?: Feedback
}

/** The conversation as the vendor holds it now, and what it answered well to and did not do: that is kept here from then on. */
export type PatchedConversation = { conversation: VendorConversation; notApplied: readonly (keyof VendorPatch)[] }

/** Calls left, as the vendor last told us. `resetAt` is epoch milliseconds. */
export type Budget = { limit: number; remaining: number; resetAt: number }

/**
 * What any vendor must offer. Every method throws `ConnectorError` and nothing else; `signal` ends a call early.
 * A method that a vendor cannot offer is absent, never one that throws.
 */
export type Connector = {
  vendor: string
  /** By the channel's name (`whatsapp`, `sms`, `email`, `live_chat` …). */
  channels: Readonly<Record<string, ChannelRules>>
  /** True when its ids are unique in the world, so that they are ours as they are; else ours are made from them and the account's. */
  hasOwnIds: boolean
  /** True when `listConversations` can be asked for one status; else it lists them all, whichever it is asked for. */
  filtersByStatus: boolean
  account(signal?: AbortSignal): Promise<VendorAccount>
  listConversations(
    query: { status?: Status; contactId?: string; cursor?: string; limit?: number },
    signal?: AbortSignal,
  ): Promise<ConversationPage>
  /** `not_found` with the code `resource_not_found` says that it is gone; with any other code only that it could not be asked for. */
  getConversation(id: string, signal?: AbortSignal): Promise<VendorConversation>
  patchConversation(id: string, patch: VendorPatch, signal?: AbortSignal): Promise<PatchedConversation>
  /** Newest first. */
  listMessages(
    query: { conversationId: string; cursor?: string; limit?: number },
    signal?: AbortSignal,
  ): Promise<MessagePage>
  /** Absent when files in messages cannot be read. */
  media?: MediaReading
  /** Absent when this vendor takes no messages from us. */
  sending?: Sending
  /** Everybody whom conversations can be assigned to; absent when the vendor has no such list. */
  listUsers?(signal?: AbortSignal): Promise<VendorUser[]>
  /** Contacts that have exactly this number; the bridge from a webhook to its conversation. */
  findContacts(phoneNumber: string, signal?: AbortSignal): Promise<{ id: string; accountPhoneNumber: string | null }[]>
  /** All contacts, page by page, for vendors whose conversations do not tell everything about them. In any order. */
  listContacts?(query: { cursor?: string; limit?: number }, signal?: AbortSignal): Promise<ContactPage>
  /** The budget as of the last answer, or null before the first. */
  budget(kind: 'read' | 'write'): Budget | null
  /**
   * Checks the signature on the raw bytes and reads the delivery; `null` means the signature is wrong or too old. `ours` are the secrets
   * of the subscription that we made, which are good beside those of the configuration.
   * An unreadable body with a good signature is a delivery with an `ignored` event, so that nothing is lost.
   */
  readWebhook?(request: WebhookRequest, now: number, ours?: readonly string[]): Promise<WebhookDelivery | null>
  /** Absent where webhooks can only be set up by hand, or not at all. */
  subscribing?: Subscribing
  /**
   * Listens to the vendor's stream of events for as long as it lasts: `opened` once it does, since what happened before is not told, then
   * `told` for each, one at a time. Resolves when the vendor ends it. Absent when there is no stream.
   */
  follow?(hear: { opened(): void; told(delivery: WebhookDelivery): Promise<void> }, signal: AbortSignal): Promise<void>
}

/** What a connector is made from. Credentials live in here and nowhere else. */
export type ConnectorConfig = {
  vendor: string
  baseUrl: string
  apiKey: string
  /** Secrets of webhooks that somebody set up by hand; any of them may match. Empty: only those that we made are believed. */
  webhookSecrets: readonly string[]
  fetch: typeof fetch
  /** The IP addresses of a host, where `fetch` really goes out: nothing is fetched for a message from inside our own network. */
  resolve?: (hostname: string) => Promise<readonly string[]>
  now: () => number
  options: Readonly<Record<string, string>>
}
