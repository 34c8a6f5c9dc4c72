import type { ConnectorConfig, PatchedConversation, VendorPatch } from '../connector.ts'
import type { VendorConversation } from '../reading.ts'
import { ConnectorError } from '../connector-error.ts'
import { first } from '../kit/text.ts'
import { isUsableId } from '../kit/wire-parts.ts'
import type { Client } from './client.ts'
import type { Directory } from './directory.ts'
import { locationId } from './settings.ts'
import { bareAnswer, type BareWire } from './wire.ts'

/** How often the conversation is read for an owner to arrive there: how soon it does is documented nowhere. */
const MOST_LOOKS = 3

/** `GET /conversations/{id}`: what the vendor holds, without names and messages. Throws `ConnectorError`. */
export async function readBare(client: Client, id: string, signal?: AbortSignal): Promise<BareWire> {
  const answer = bareAnswer.safeParse(await client.get(conversationPath(id), {}, signal))
  if (answer.success && answer.data.deleted !== true) return answer.data
  if (answer.success) throw gone('This conversation was deleted.')
  throw new ConnectorError('malformed', 'bad_shape', 'HighLevel answered with a conversation of another shape.')
}

/**
 * Writes, and reads back what came of it. Star and unread mark stand on the conversation; its assignee is the owner of its contact in the
 * CRM, which is written there.
 */
export async function patchConversation(
  parts: {
    client: Client
    config: ConnectorConfig
    directory: Directory
    read: (id: string, signal?: AbortSignal) => Promise<VendorConversation>
  },
  id: string,
  patch: VendorPatch,
  signal?: AbortSignal,
): Promise<PatchedConversation> {
  const { client, config, directory, read } = parts
  const body = {
    ...(patch.unread === undefined ? {} : { unreadCount: patch.unread ? 1 : 0 }),
    ...(patch.starred === undefined ? {} : { starred: patch.starred }),
    // Nothing answers it, so nothing reads it back.
    ...(patch.feedback === undefined ? {} : { feedback: patch.feedback }),
  }
  if (Object.keys(body).length > 0) {
    await written(client.put(conversationPath(id), { locationId: locationId(config), ...body }, signal))
  }
  if (patch.assigneeId !== undefined) {
    const { contactId } = await readBare(client, id, signal)
    await written(client.put(['contacts', contactId], { assignedTo: patch.assigneeId }, signal))
  }

  let bare = await readBare(client, id, signal)
  for (let looks = 1; looks < MOST_LOOKS && !isAssigned(bare, patch); looks += 1)
    bare = await readBare(client, id, signal)
  return { conversation: overlaid(await read(id, signal), bare, directory), notApplied: notApplied(bare, patch) }
}

/** A 2xx that cannot be read was taken all the same, and is read back next. */
async function written(call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => {
    if (!(error instanceof ConnectorError && error.kind === 'malformed')) throw error
  })
}

function isAssigned({ assignedTo }: BareWire, { assigneeId }: VendorPatch): boolean {
  return assigneeId === undefined || first(assignedTo) === assigneeId
}

function notApplied(bare: BareWire, patch: VendorPatch): (keyof VendorPatch)[] {
  return [
    ...(isAssigned(bare, patch) ? [] : (['assigneeId'] as const)),
    ...(patch.starred === undefined || (bare.starred ?? false) === patch.starred ? [] : (['starred'] as const)),
    ...(patch.unread === undefined || (bare.unreadCount ?? 0) > 0 === patch.unread ? [] : (['unread'] as const)),
  ]
}

/** Search may lag behind the conversation itself. */
function overlaid(
  row: VendorConversation,
  { assignedTo, starred, unreadCount }: BareWire,
  { userOf }: Directory,
): VendorConversation {
  const assigneeId = first(assignedTo)
  return {
    ...row,
    assignee: assigneeId === null ? null : userOf(assigneeId),
    starred: starred ?? false,
    unreadCount: Math.max(0, Math.floor(unreadCount ?? 0)),
    ...(row.untold === undefined ? {} : { untold: ['activity'] }),
  }
}

function conversationPath(id: string): readonly string[] {
  if (isUsableId(id)) return ['conversations', id]
  throw gone('No conversation can have this id.')
}

/** The vendor's word, or its silence, that a conversation is not there any more. */
export function gone(message: string, cause?: unknown): ConnectorError {
  return new ConnectorError('not_found', 'resource_not_found', message, { cause })
}
