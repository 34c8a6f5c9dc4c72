import type { Status } from '#contract/conversation.ts'
import type { Media } from '#contract/message-parts.ts'
import type { Message } from '#contract/message.ts'

/** A user of the vendor that conversations can be assigned to. The id is opaque. */
export type VendorUser = { id: string; name: string | null; email: string | null }

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
   * Fetches from such an address, without the key unless it is one of the vendor's own API; costs no call that is counted. `range` is a
   * `Range` header. `not_found`: the address is good no more; `rejected`: it leads where nothing is fetched from.
   */
  open(address: string, range: string | null, signal?: AbortSignal): Promise<OpenedMedia>
}

/** A person who writes to the account, as the vendor knows them. */
export type VendorContact = { id: string; name: string | null; email: string | null; phoneNumber: string | null }

export type ContactPage = { rows: VendorContact[]; malformed: MalformedRow[]; nextCursor: string | null }
