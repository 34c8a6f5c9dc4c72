import { ConnectorError } from '#connectors/connector-error.ts'
import type { Connector } from '#connectors/connector.ts'
import type { MediaReading, OpenedMedia } from '#connectors/reading.ts'
import { getConversation } from '#gateway/storage/conversations.ts'
import { messagesById } from '#gateway/storage/messages.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { orNotFound } from '../conversations/or-not-found.ts'
import { fail } from '../fail.ts'
import { createFewAtOnce } from './few-at-once.ts'
import { createMediaAddresses } from './media-addresses.ts'
import { readParts } from '../messages/message-parts.ts'
import type { StoredParts } from '../messages/message-parts.ts'
import type { AskVendor } from '../messages/read-messages.ts'

/** How many files of one connection are looked up and opened at once; a thread of pictures must not take all that agents wait for. */
const MOST_AT_ONCE = 4
/** A vendor fetches what a customer sent; so long after a message it has, or it never will. */
const FETCHED_WITHIN_MS = 10 * 60 * 1000
const SOON_S = 2
const LATER_S = 15

/** A message with a file that lies with the vendor. */
export type MediaAt = {
  connectionId: string
  conversationId: string
  vendorConversationId: string
  messageId: string
  media: NonNullable<StoredParts['media']>
  createdMs: number
}

export type MediaDoor = {
  /** Fails with `resource_not_found` when there is no such message, or none with a file at the vendor. */
  find(at: { workspaceId: string; conversationId: string; messageId: string }): Promise<MediaAt>
  /**
   * Opens the file, or the span of it that a `Range` header asks for; costs one read of the vendor's a minute at most. Fails with
   * `media_not_ready`, `resource_not_found`, `media_unavailable` or `vendor_unavailable`.
   */
  open(file: MediaAt, range: string | null, signal: AbortSignal): Promise<OpenedMedia>
}

/** Files in messages, read from the vendor for whoever may read the conversation. Nothing of them is kept. */
export function createMediaDoor(deps: {
  storage: Storage
  now: () => number
  askVendor: AskVendor
  connectorOf: (connectionId: string) => Connector | undefined
}): MediaDoor {
  const addresses = createMediaAddresses(deps.now)
  const inTurn = createFewAtOnce(MOST_AT_ONCE)

  // Not ended with the request that began it: an aborted call would look as if the vendor were down.
  async function locate({
    connectionId,
    vendorConversationId: conversationId,
    messageId: id,
  }: MediaAt): Promise<string> {
    const found = await deps.askVendor(connectionId, async ({ media }) => media?.locate({ id, conversationId }))
    return found ?? fail('vendor_unavailable', { retryAfterSeconds: LATER_S })
  }

  async function openOnce(file: MediaAt, reading: MediaReading, range: string | null, signal: AbortSignal) {
    const key = JSON.stringify([file.connectionId, file.conversationId, file.messageId])
    let wasKept = true
    const address = await addresses.get(key, () => {
      wasKept = false
      return locate(file)
    })
    try {
      return await reading.open(address, range, signal)
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'not_found') throw error
      addresses.forget(key)
      // One that was kept may have grown old; one that is fresh leads nowhere.
      if (wasKept) return reading.open(await addresses.get(key, () => locate(file)), range, signal)
      throw error
    }
  }

  return {
    async find({ workspaceId, conversationId, messageId }) {
      const row = orNotFound(await getConversation(deps.storage.db, workspaceId, conversationId))
      const [message] = await messagesById(deps.storage.db, workspaceId, conversationId, [messageId])
      const media = message === undefined ? undefined : readParts(message).media
      // What was sent from here has an address of its own.
      if (message === undefined || media === undefined || media.href !== undefined) return fail('resource_not_found')
      return {
        connectionId: row.connection_id,
        conversationId,
        vendorConversationId: row.vendor_id,
        messageId,
        media,
        createdMs: message.created_ms,
      }
    },

    async open(file, range, signal) {
      const reading = deps.connectorOf(file.connectionId)?.media ?? fail('vendor_unavailable')
      try {
        return await inTurn(file.connectionId, signal, () => openOnce(file, reading, range, signal))
      } catch (error) {
        // Whoever asked is gone; what they are told no longer matters.
        if (signal.aborted) return fail('service_unavailable', { cause: error })
        if (!(error instanceof ConnectorError)) throw error
        return refuse(error, deps.now() - file.createdMs)
      }
    },
  }
}

/** `age` is the message's, in milliseconds. */
function refuse(error: ConnectorError, age: number): never {
  switch (error.kind) {
    case 'not_found':
      if (age > FETCHED_WITHIN_MS) return fail('resource_not_found', { cause: error })
      return fail('media_not_ready', { retryAfterSeconds: age < 60_000 ? SOON_S : LATER_S, cause: error })
    case 'rejected':
    case 'malformed':
      return fail('media_unavailable', { cause: error })
    case 'auth':
    case 'rate_limited':
    case 'unreachable':
    default:
      return fail('vendor_unavailable', { retryAfterSeconds: LATER_S, cause: error })
  }
}
