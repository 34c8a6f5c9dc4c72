import type { VendorConversation, VendorUser } from '#connectors/reading.ts'
import { rowsByVendorId } from '#gateway/storage/conversations.ts'
import { owedPatches } from '#gateway/storage/outbox.ts'
import type { Read, Storage, Tx } from '#gateway/storage/storage.ts'
import type { Channels } from '../connections/channel-rules.ts'
import { learnVendorUsers } from '../people/learn-vendor-users.ts'
import { ourIds } from './our-ids.ts'
import type { IdRule, OurIds } from './our-ids.ts'
import { fieldsOf } from './outbox-patch.ts'
import { recordEdits } from './record-edits.ts'
import type { Edit } from './record-edits.ts'
import { vendorReadEdit } from './vendor-read-edit.ts'

export type VendorRead = {
  workspaceId: string
  connection: { id: string; name: string }
  channels: Channels
  rows: readonly VendorConversation[]
  /** When the request was sent, epoch ms: what happened at the vendor after it is not in the rows. */
  readBegan: number
  announce: boolean
}

/**
 * The one door for what a vendor says about conversations: polls, walks, webhooks and backfill all come through here.
 * A page that tells nothing new costs a read and no write. Answers how many conversations it touched.
 */
export async function applyVendorRead(
  deps: { storage: Storage; now: () => number; connector: IdRule },
  read: VendorRead,
): Promise<number> {
  const newest = [...new Map(read.rows.map((row) => [row.id, row])).values()]
  if (newest.length === 0) return 0
  const ids = await ourIds(deps.storage.db, deps.connector, read.workspaceId, read.connection.id)
  if (ids === null) throw new Error('A vendor was read before it was known whose account it is.')
  const tellsNothing = await deps.storage.snapshot(async (db) => {
    const users = new Map<string, string>()
    return (await planEdits(db, read, newest, ids, (id) => users.get(id) ?? '')).length === 0
  })
  if (tellsNothing) return 0
  return deps.storage.write((tx) => mergeIntoMirror(tx, read, newest, ids, deps.now()))
}

async function mergeIntoMirror(
  tx: Tx,
  read: VendorRead,
  rows: readonly VendorConversation[],
  ids: OurIds,
  now: number,
) {
  const users = rows.map((row) => row.assignee).filter((user): user is VendorUser => user !== null)
  const agents = await learnVendorUsers(tx, read.workspaceId, read.connection.id, users, now)
  const edits = await planEdits(tx, read, rows, ids, (id) => agents.get(id) ?? id)
  await recordEdits(tx, read.workspaceId, edits, now)
  return edits.length
}

async function planEdits(
  db: Read,
  read: VendorRead,
  rows: readonly VendorConversation[],
  ids: OurIds,
  agentOf: (vendorUserId: string) => string,
): Promise<Edit[]> {
  const known = await rowsByVendorId(
    db,
    read.workspaceId,
    read.connection.id,
    rows.map((row) => row.id),
  )
  const knownIds = [...known.values()].map((row) => row.id)
  const owed = Map.groupBy(await owedPatches(db, read.workspaceId, knownIds), (row) => row.conversation_id)
  return rows
    .map((row) => {
      const ours = known.get(row.id)
      return vendorReadEdit(ours, row, {
        workspaceId: read.workspaceId,
        connection: read.connection,
        ids,
        channels: read.channels,
        readBegan: read.readBegan,
        pending: (owed.get(ours?.id ?? '') ?? []).flatMap((owing) => fieldsOf(owing.patch)),
        agentOf,
        announce: read.announce,
      })
    })
    .filter((edit) => edit !== null)
}
