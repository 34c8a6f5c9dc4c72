import type { Message } from '#contract/message.ts'
import type { FileKind, FileRule } from '#contract/upload.ts'

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
