import type { Feedback, OwedField, Status } from '#contract/conversation.ts'
import type { DeliveryState, Message } from '#contract/message.ts'
import type { Media } from '#contract/message-parts.ts'
import type { FileKind, FileRule } from '#contract/upload.ts'

/** A user of the vendor that conversations can be assigned to. The id is opaque. */
export type VendorUser = { id: string; name: string | null; email: string | null }

/**
 * What a vendor may hold of a conversation: fields that people may fight over, and whether it can be told that it was read (`read`) and
 * that it is unread again (`unread`), and whether it takes `feedback`, which it never tells.
 */
export type HeldField = OwedField | 'unread'

/** What one read may say nothing of. `activity`: when and by whom was written last, which `listMessages` then tells. */
export type Untold = 'status' | 'assignee' | 'starred' | 'unread' | 'activity'

/** A conversation as a vendor holds it, in our words. Times are epoch milliseconds. */
export type VendorConversation = {
  id: string
  /** One of `Connector.channels`. */
  channel: string
  /** Of a ticket or an e-mail; null where the channel has none. */
  subject: string | null
  /** Fields that the channel's rules do not name under `holds`, and those here, are passed over whatever they say. */
  untold?: readonly Untold[]
  status: Status
  /** The vendor's word when it is not one of ours; the conversation then counts as open so that nobody overlooks it. */
  unknownStatus: string | null
  contact: { id: string; phoneNumber: string | null; name: string | null; email: string | null }
  accountPhoneNumber: string | null
  assignee: VendorUser | null
  starred: boolean
  /** As they are named there, each once; absent where the vendor has none or does not tell. */
  tags?: readonly string[]
  unreadCount: number
  lastMessageAt: number | null
  lastInboundAt: number | null
  createdAt: number
  /** Where the vendor tells none, the same at every read. */
  updatedAt: number
}

/** A row that could not be read. It is kept, counted and shown to the owner; the rest of its page goes on. */
export type MalformedRow = { vendorId: string | null; reason: string; payload: string }

export type ConversationPage = {
  rows: VendorConversation[]
  malformed: MalformedRow[]
  /** Only good for the same status filter, and not for long. */
  nextCursor: string | null
  /** About how many come behind this page, where the vendor tells that. */
  behind?: number
}

export type MessagePage = { rows: VendorMessage[]; malformed: MalformedRow[]; nextCursor: string | null }

/**
 * A message as a vendor holds it. Whoever reads its file asks for it by the message's id. Type `note` is what colleagues wrote to each
 * other at the vendor, `event` a line of the vendor's own about what happened: neither is a message to or from the customer.
 */
export type VendorMessage = Omit<Message, 'object' | 'conversation_id' | 'created_at' | 'key' | 'author' | 'media'> & {
  media?: Omit<Media, 'href'>
  createdAt: number
  /** What its file is called there, in the words of `Sending.upload`; by it a message of ours is known again. */
  fileRef?: string
}

/** The bytes of a file, or the span of it that was asked for; with 416 there is no such span and no body that matters. */
export type OpenedMedia = {
  status: 200 | 206 | 416
  mimeType: string | null
  /** Of this body, in bytes; null when it was not told. */
  length: number | null
  /** The `Content-Range` of a 206 or 416. */
  range: string | null
  /** Not read ahead; cancelling it ends the call. */
  body: ReadableStream<Uint8Array> | null
}

/** Files in messages. */
export type MediaReading = {
  /**
   * Where a message's file is now; one read. The address is a secret that soon grows old: it is kept for a minute at most and told to
   * nobody. `not_found`: there is no file, or the vendor is still fetching it.
   */
  locate(message: { id: string; conversationId: string }, signal?: AbortSignal): Promise<string>
  /**
   * Fetches from such an address, without the key unless it is one of the vendor's own API; costs no call that is counted. `range` is a `Range` header. `not_found`: the address is
   * good no more; `rejected`: it leads where nothing is fetched from.
   */
  open(address: string, range: string | null, signal?: AbortSignal): Promise<OpenedMedia>
}

/**
 * What goes out: free text, a template that the channel approved, with the values of its variables in order, or a file. `source` is where
 * the vendor fetches it, or what `Sending.upload` answered to it; the same at every repetition.
 */
export type OutgoingContent =
  | { type: 'text'; text: string }
  | { type: 'template'; name: string; language: string; variables: string[] }
  | { type: 'media'; kind: FileKind; source: string; caption: string | null; filename: string }

/**
 * One message to a customer. Ids are the vendor's; they are null for the first message to a number. Numbers are E.164; `from` is the
 * account's own, null where the vendor told none.
 */
export type OutgoingMessage = {
  conversationId: string | null
  contactId: string | null
  channel: string
  to: string | null
  from: string | null
  content: OutgoingContent
}

/** A file that is to be sent, for a connector that hands its bytes over. `size` is in bytes. */
export type OutgoingFile = {
  filename: string
  mimeType: string
  size: number
  /** Its bytes from the first on, anew at each call. */
  open(): ReadableStream<Uint8Array>
}

/** A template as the channel approved it; `body` holds its variables as `{{1}}`, `{{2}}` … */
export type VendorTemplate = { name: string; language: string; body: string; variables: number }

/**
 * Files that can be sent on one channel. `fetched`: the vendor fetches them from a public https address of ours; `uploaded`: they are
 * handed over by `Sending.upload` before their message goes out.
 */
export type ChannelFiles = { by: 'fetched' | 'uploaded'; takes: readonly FileRule[] }

/** What can be sent on one channel. */
export type ChannelSending = {
  /** The longest text, in UTF-16 code units. */
  maxText: number
  /** True when free text is allowed only within 24 hours of the customer's last message; templates, if there are any, at any time. */
  hasWindow: boolean
  /** Whether templates can be sent, which `Sending.listTemplates` then lists. */
  hasTemplates: boolean
  /** Null when the vendor takes none. */
  files: ChannelFiles | null
  /** Whom a first message can be sent to without a conversation. */
  startsWith: 'number' | null
}

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

/** How a vendor sends, and what proof there is that it has a message. */
export type Sending = {
  /**
   * How long the vendor answers a repeated key as it did the first time, in milliseconds: within that a message without an answer is
   * settled by sending it again. Null: it takes no keys, and only what it lists shows whether it has a message.
   */
  keyLifeMs: number | null
  /** Hands a message over. Throws `ConnectorError`; `unreachable` other than a 503, and `malformed`, leave open whether the vendor has it. */
  send(message: OutgoingMessage, key: string, signal?: AbortSignal): Promise<SentMessage>
  /**
   * Hands a file over and answers what a message names it by, which nobody but the vendor understands and which stays good for days. Until
   * a message names it nobody sees it, so that one whose answer was lost is handed over again. Throws `ConnectorError`. Absent where no
   * channel's files are `uploaded`.
   */
  upload?(
    to: Pick<OutgoingMessage, 'conversationId' | 'channel'>,
    file: OutgoingFile,
    signal?: AbortSignal,
  ): Promise<string>
  /** How far a message came that the vendor took; absent where it tells so only in a conversation. */
  readDelivery?(id: string, signal?: AbortSignal): Promise<SentMessage['delivery']>
  /** Absent when there are none. */
  listTemplates?(signal?: AbortSignal): Promise<VendorTemplate[]>
}

/** The vendor's receipt: its id of the message, and how far it says that the message is. */
export type SentMessage = { id: string; delivery: NonNullable<Message['delivery']>; createdAt: number | null }

/** A person who writes to the account, as the vendor knows them. */
export type VendorContact = { id: string; name: string | null; email: string | null; phoneNumber: string | null }

export type ContactPage = { rows: VendorContact[]; malformed: MalformedRow[]; nextCursor: string | null }

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
  /** True when `listConversations` can be asked for one status. */
  filtersByStatus: boolean
  account(signal?: AbortSignal): Promise<VendorAccount>
  listConversations(
    query: { status?: Status; contactId?: string; cursor?: string; limit?: number },
    signal?: AbortSignal,
  ): Promise<ConversationPage>
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
