import { digitsOf } from '#contract/digits.ts'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { SentMessage } from '#connectors/sending.ts'
import type { VendorConversation, VendorMessage } from '#connectors/reading.ts'
import { rowsByVendorId } from '#gateway/storage/conversations.ts'
import type { FirstMessageRow } from '#gateway/storage/first-messages.ts'
import { mayBe } from '#gateway/usecases/messages/under-way.ts'
import { mirrorPage } from '../reading/mirror.ts'
import { callVendor } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

const MOST = 100

/**
 * The conversations that the vendor has with the number of a first message, the newest first; they are in the mirror when this resolves.
 * Somebody waits for them. Throws `ConnectorError`.
 */
export async function conversationsAt(
  vendor: Vendor,
  { to_number: to }: FirstMessageRow,
  signal: AbortSignal,
): Promise<VendorConversation[]> {
  const contacts = await orNone(
    callVendor(vendor, vendor.urgent, signal, () => vendor.connector.findContacts(to, signal)),
  )
  const found: VendorConversation[] = []
  for (const { id: contactId } of contacts) {
    let began = vendor.now()
    const page = await callVendor(vendor, vendor.urgent, signal, () => {
      began = vendor.now()
      return vendor.connector.listConversations({ contactId, limit: MOST }, signal)
    })
    await mirrorPage(vendor, page, began, true)
    found.push(...page.rows)
  }
  return found.toSorted((a, b) => (b.lastMessageAt ?? 0) - (a.lastMessageAt ?? 0))
}

/** Those of them that the number of ours which a first message went out from can have. */
export function ownConversations(
  conversations: readonly VendorConversation[],
  { from_number: from }: FirstMessageRow,
): VendorConversation[] {
  return conversations.filter(
    ({ accountPhoneNumber: account }) => from === null || account === null || digitsOf(account) === digitsOf(from),
  )
}

/** Which of some conversations holds a message that is looked for, and that message; the first of them. Throws `ConnectorError`. */
export async function withMessage(
  vendor: Vendor,
  conversations: readonly VendorConversation[],
  isIt: (message: VendorMessage) => boolean,
  signal: AbortSignal,
): Promise<{ conversation: VendorConversation; message: VendorMessage } | null> {
  for (const conversation of conversations) {
    const { rows } = await callVendor(vendor, vendor.urgent, signal, () =>
      vendor.connector.listMessages({ conversationId: conversation.id, limit: MOST }, signal),
    )
    const message = rows.findLast(isIt)
    if (message !== undefined) return { conversation, message }
  }
  return null
}

/** Looks at the vendor for a first message that it did not confirm: one with the same template, written since it was first tried. */
export async function findBegun(
  vendor: Vendor,
  first: FirstMessageRow,
  signal: AbortSignal,
): Promise<SentMessage | null> {
  const conversations = ownConversations(await conversationsAt(vendor, first, signal), first)
  const found = await withMessage(vendor, conversations, (message) => mayBe(first, message), signal)
  if (found === null) return null
  const { id, delivery, createdAt } = found.message
  return { id, delivery: delivery ?? { state: 'unknown', code: null }, createdAt }
}

/** Under which id the mirror holds a conversation of the vendor; null when it could not take it. */
export async function idInMirror(
  { storage, workspaceId, connection }: Vendor,
  vendorId: string,
): Promise<string | null> {
  const rows = await rowsByVendorId(storage.db, workspaceId, connection.id, [vendorId])
  return rows.get(vendorId)?.id ?? null
}

/** A vendor that knows nobody of this number may answer so with an error. */
async function orNone<T>(asked: Promise<T[]>): Promise<T[]> {
  return asked.catch((error: unknown) => {
    if (error instanceof ConnectorError && error.kind === 'not_found') return []
    throw error
  })
}
