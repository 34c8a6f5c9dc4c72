import type { Generated } from 'kysely'
import type { FileKind } from '#contract/upload.ts'

/** What is owed to a vendor. At most one unclaimed row a conversation; a claimed row is never edited. */
export type OutboxTable = {
  workspace_id: string
  /** Ascending: who waits longest is sent first. Made by the database. */
  id: Generated<number>
  connection_id: string
  conversation_id: string
  /** JSON of OutboxPatch. */
  patch: string
  /** JSON of Actor: who asked last, to be told of a refusal. */
  actor: string
  /** 1 when it is about marks alone, which wait for everything else. */
  minor: number
  not_before_ms: number
  claimed_by: string | null
  claimed_ms: number | null
  attempts: number
  last_error: string | null
  created_ms: number
}

/** Messages that were sent from here: first what is owed to a vendor, then what a repeated key is answered with. */
export type SendsTable = {
  workspace_id: string
  /** Ascending: within a conversation they go out in this order. Made by the database. */
  id: Generated<number>
  connection_id: string
  conversation_id: string
  /** The message in the thread; its id changes to the vendor's when that has it. */
  message_id: string
  /** The client's idempotency key, once in a workspace. */
  key: string
  /** JSON of what is sent, and what a repeated key has to bring again. */
  content: string
  /** The file that is sent, whose bytes must stay until it went out. */
  upload_id: string | null
  /** What the vendor calls that file, once it was handed over; null where the vendor fetches it. */
  file_ref: string | null
  /** `owed` until the vendor has it (`taken`), refused it (`refused`), or nobody will ever know (`lost`). */
  state: 'owed' | 'taken' | 'refused' | 'lost'
  /** Counts up when a refused message is tried again, which to the vendor is another message. */
  generation: number
  /** 1 when the vendor was asked and did not answer, so that it may have the message. */
  in_doubt: number
  not_before_ms: number
  claimed_by: string | null
  first_tried_ms: number | null
  attempts: number
  last_error: string | null
  /** When the vendor is asked next how far a taken message came; null when it came as far as it will. */
  follow_ms: number | null
  taken_ms: number | null
  created_ms: number
}

/** Messages to numbers without a conversation. When the vendor has made one, what goes on with the message stands in `sends`. */
export type FirstMessagesTable = {
  workspace_id: string
  id: string
  connection_id: string
  key: string
  /** E.164; `from_number` is one of our own, null where there is only one to write from. */
  to_number: string
  from_number: string | null
  /** JSON of OutgoingContent, and its words as far as they are known. */
  content: string
  text: string | null
  /** JSON of Actor. */
  author: string
  client: string | null
  /**
   * `owed` until the vendor has it (`taken`) and its conversation is here (`placed`); or the vendor refused it (`refused`), nobody will
   * ever know (`lost`), the number had a conversation by then (`existed`), or it was given up (`discarded`).
   */
  state: 'owed' | 'taken' | 'placed' | 'refused' | 'lost' | 'existed' | 'discarded'
  /** JSON of Message['delivery']; of one that is placed the message in the thread knows more. */
  delivery: string
  generation: number
  in_doubt: number
  not_before_ms: number
  claimed_by: string | null
  first_tried_ms: number | null
  attempts: number
  vendor_message_id: string | null
  taken_ms: number | null
  conversation_id: string | null
  /** 1 when its author wants to see it no more. */
  hidden: number
  created_ms: number
}

/** Files that agents brought to send them. The bytes are in `upload_pieces`. */
export type UploadsTable = {
  workspace_id: string
  id: string
  /** The id of the actor who brought it and alone may send it. */
  author: string
  kind: FileKind
  mime_type: string
  filename: string
  /** In bytes; what was announced while it is still coming. */
  size: number
  /** 1 when it is wholly here. */
  complete: number
  /** What is secret in its public address: the same at every repetition, as the vendor knows a repeated message by its body. */
  token: string
  /** When it was last put in a message. */
  used_ms: number | null
  /** Until when its public address is answered; null while it was never handed over. */
  link_until_ms: number | null
  keep_until_ms: number
  created_ms: number
}

/** Every piece of a file but its last has the same length. */
export type UploadPiecesTable = { workspace_id: string; upload_id: string; position: number; bytes: Uint8Array }
