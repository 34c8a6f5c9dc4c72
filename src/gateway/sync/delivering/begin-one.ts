import { ConnectorError } from '#connectors/connector-error.ts'
import type { VendorConversation } from '#connectors/reading.ts'
import type { FirstMessageRow } from '#gateway/storage/first-messages.ts'
import { placeFirstMessage } from '#gateway/usecases/messages/place-first-message.ts'
import { settleFirstMessage } from '#gateway/usecases/messages/settle-first-message.ts'
import type { FirstOutcome } from '#gateway/usecases/messages/settle-first-message.ts'
import { startingChannel } from '#gateway/usecases/connections/channel-rules.ts'
import { conversationsAt, findBegun, idInMirror, ownConversations, withMessage } from './conversations-at.ts'
import { handOver } from './hand-over.ts'
import { callVendor } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

/** How long the vendor takes to show the conversation that it made, before it is looked for again: twice as long each time. */
const FIRST_LOOK_MS = 1000
const LONGEST_LOOK_MS = 5 * 60 * 1000

/**
 * Takes one claimed first message a step further: hands it to the vendor, or finds the conversation that the vendor made of it. Never
 * throws for what a vendor does.
 */
export async function beginOne(vendor: Vendor, message: FirstMessageRow, signal: AbortSignal): Promise<void> {
  const outcome = message.state === 'owed' ? await sent(vendor, message, signal) : await placed(vendor, message, signal)
  if (outcome === null) return
  if (outcome.type === 'later') {
    vendor.log.info({ firstMessage: message.id, reason: outcome.reason }, 'a first message is delayed')
  }
  await settleFirstMessage(vendor, message, outcome)
}

async function sent(vendor: Vendor, first: FirstMessageRow, signal: AbortSignal): Promise<FirstOutcome> {
  const { sending, channels } = vendor.connector
  const channel = startingChannel(channels)
  if (sending === undefined || channel === null) return { type: 'refused', code: 'cannot_send' }
  return handOver<FirstOutcome>(vendor, sending, first, {
    message: async () => ({
      conversationId: null,
      contactId: null,
      channel,
      to: first.to_number,
      from: first.from_number,
      content: first.content,
    }),
    find: () => findBegun(vendor, first, signal),
    // Whoever wrote to us in the meantime is not written to by somebody who has not seen it.
    before: async () => asExisting(vendor, first, await conversationsAt(vendor, first, signal)),
    signal,
  })
}

async function asExisting(
  vendor: Vendor,
  first: FirstMessageRow,
  all: readonly VendorConversation[],
): Promise<FirstOutcome | null> {
  const own = ownConversations(all, first)
  const known = own.length > 0 ? own : all
  const shown = known.find(({ status }) => status !== 'resolved') ?? known[0]
  const conversationId = shown === undefined ? null : await idInMirror(vendor, shown.id)
  return conversationId === null ? null : { type: 'exists', conversationId }
}

/** Null: it stands in its thread. */
async function placed(vendor: Vendor, first: FirstMessageRow, signal: AbortSignal): Promise<FirstOutcome | null> {
  const wait = Math.min(LONGEST_LOOK_MS, FIRST_LOOK_MS * 2 ** (first.attempts - 1))
  const later = (reason: string) => ({
    type: 'later' as const,
    notBefore: vendor.now() + wait,
    reason,
    inDoubt: false,
  })
  try {
    const conversation = await conversationOf(vendor, first, signal)
    const conversationId = conversation === null ? null : await idInMirror(vendor, conversation.id)
    if (conversationId === null) return (await failure(vendor, first, signal)) ?? later('not_there_yet')
    await placeFirstMessage(vendor, first, conversationId)
    return null
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return later(error.code)
  }
}

/** Where the vendor put a message that it took. */
async function conversationOf(
  vendor: Vendor,
  first: FirstMessageRow,
  signal: AbortSignal,
): Promise<VendorConversation | null> {
  const conversations = ownConversations(await conversationsAt(vendor, first, signal), first)
  const [only, ...others] = conversations
  if (only === undefined || others.length === 0) return only ?? null
  const found = await withMessage(vendor, conversations, ({ id }) => id === first.vendor_message_id, signal)
  return found?.conversation ?? null
}

/** What became of a message without a conversation: the vendor may have failed to deliver it before there was one. */
async function failure(vendor: Vendor, first: FirstMessageRow, signal: AbortSignal): Promise<FirstOutcome | null> {
  const id = first.vendor_message_id
  if (id === null || vendor.connector.sending?.readDelivery === undefined) return null
  const delivery = await callVendor(vendor, vendor.urgent, signal, async () =>
    vendor.connector.sending?.readDelivery?.(id, signal),
  )
  return delivery?.state === 'failed' ? { type: 'refused', code: delivery.code ?? 'failed' } : null
}
