import type { PatchedConversation, VendorPatch } from '../connector.ts'
import type { VendorConversation } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import { unreadable, type Client } from './client.ts'
import type { Lister } from './lister.ts'
import { readConversation, toVendorStatus } from './map.ts'
import { conversationEnvelope } from './wire.ts'

type Parts = {
  client: Client
  lister: Lister
  getConversation: (id: string, signal?: AbortSignal) => Promise<VendorConversation>
}

/** Writes, and looks whether it was done: the server answers well to what it does not do. */
export async function patchConversation(
  parts: Parts,
  id: string,
  { status, assigneeId, unread }: VendorPatch,
  signal?: AbortSignal,
): Promise<PatchedConversation> {
  const { client, getConversation } = parts
  const told = status === undefined ? null : await writeStatus(parts, id, status, signal)
  if (unread === false && (await client.post(['conversation', id, 'read'], null, signal)) === undefined)
    throw unreadable()
  const row = assigneeId === undefined ? null : await writeAssignee(parts, id, assigneeId, signal)
  return {
    conversation: row ?? told ?? (await getConversation(id, signal)),
    notApplied: [
      ...(told === null || (told.status === status && told.unknownStatus === null) ? [] : (['status'] as const)),
      ...(row === null || (row.assignee?.id ?? null) === assigneeId ? [] : (['assigneeId'] as const)),
    ],
  }
}

/** The conversation as it stands afterwards. */
async function writeStatus(
  { client, getConversation }: Parts,
  id: string,
  status: NonNullable<VendorPatch['status']>,
  signal?: AbortSignal,
): Promise<VendorConversation> {
  const body = await client.post(['conversation', id], { status: toVendorStatus(status) }, signal)
  const answered = readConversation(conversationEnvelope.safeParse(body).data?.conversation, 'single')
  // The published server answers 200 with nothing and changes nothing, so an answer without a conversation proves nothing.
  return answered.ok && answered.row.id === id ? answered.row : getConversation(id, signal)
}

/**
 * Assigns or unassigns; answers the row as the list shows it afterwards, null when it is not to be found. A new assignment does not end
 * the one before it, so that one is ended first.
 */
async function writeAssignee(
  { client, lister }: Parts,
  id: string,
  memberId: string | null,
  signal?: AbortSignal,
): Promise<VendorConversation | null> {
  const before = await lister.find(id, signal)
  const shown = before === null ? undefined : (before.assignee?.id ?? null)
  // Assigning somebody twice fails, and unassigning first would leave nobody.
  if (before !== null && shown === memberId) return before

  // Nobody was ever assigned: that fails, and is as good.
  if (shown !== null) await orServerError(client.post(['conversation', id, 'unassign'], { userId: '' }, signal))
  const failure =
    memberId === null
      ? null
      : await orServerError(client.post(['conversation', id, 'assign'], { organizationMemberId: memberId }, signal))
  const after = await lister.find(id, signal)
  // A member who was assigned once cannot be again, which is told as a failure of the server's own: the list shows what came of it.
  if (failure !== null && after === null) throw failure
  return after
}

/** The error of a call that ended in 500, null of one that went well; throws all others. */
async function orServerError(call: Promise<unknown>): Promise<ConnectorError | null> {
  try {
    await call
    return null
  } catch (error) {
    if (error instanceof ConnectorError && error.status === 500) return error
    throw error
  }
}
