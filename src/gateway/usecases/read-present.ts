import type { Connection } from '#contract/connection.ts'
import type { LiveEvent } from '#contract/live-event.ts'
import { listAgents } from '#gateway/storage/agents.ts'
import { listCannedReplies } from '#gateway/storage/canned-replies.ts'
import { listConnections } from '#gateway/storage/connections.ts'
import type { ConnectionRow } from '#gateway/storage/connections.ts'
import { listSettings } from '#gateway/storage/connection-settings.ts'
import type { ConnectionSettings } from '#gateway/storage/connection-settings.ts'
import { countClosing, readCounts } from '#gateway/storage/counts.ts'
import { draftMarks } from '#gateway/storage/drafts.ts'
import { identitiesOf } from '#gateway/storage/identities.ts'
import { invitedAgents } from '#gateway/storage/links.ts'
import { outboxBacklog } from '#gateway/storage/outbox.ts'
import { sendsBacklog } from '#gateway/storage/sends-queue.ts'
import { firstMessagesBacklog } from '#gateway/storage/first-messages.ts'
import { countQuarantine } from '#gateway/storage/quarantine.ts'
import type { Read, Storage } from '#gateway/storage/storage.ts'
import { currentSeq } from '#gateway/storage/workspaces.ts'
import type { Counts } from '#contract/counts.ts'
import { readPresence } from './presence.ts'
import { parseHealth } from './connections/connection-health.ts'

/** Counts with the seq they were read at, `now` (epoch ms). */
export async function readCountsAsOf(storage: Storage, workspaceId: string, now: number): Promise<Counts> {
  return storage.snapshot(async (db) => ({
    as_of: await currentSeq(db, workspaceId),
    cells: await readCounts(db, workspaceId),
    closing: await countClosing(db, workspaceId, now),
  }))
}

/** The connections of a workspace and how they are doing, without those that were removed. */
export async function readConnections(db: Read, workspaceId: string): Promise<Connection[]> {
  const rows = await listConnections(db, workspaceId)
  const settings = await listSettings(db, workspaceId)
  const present = rows.filter(({ id }) => (settings.get(id)?.removedMs ?? null) === null)
  return Promise.all(present.map((row) => presentConnection(db, row, settings.get(row.id))))
}

/** A connection as the API shows it. `settings` are undefined where the environment sets it up. */
export async function presentConnection(
  db: Read,
  row: ConnectionRow,
  settings: ConnectionSettings | undefined,
): Promise<Connection> {
  const health = parseHealth(row.health)
  const catchingUp = health.state === 'ok' && !health.backfill.done
  return {
    id: row.id,
    object: 'connection',
    vendor: row.vendor,
    vendor_name: row.vendor_name,
    name: row.name,
    state: settings?.paused === true ? 'paused' : catchingUp ? 'catching_up' : health.state,
    problem:
      health.problem === null || settings?.paused === true
        ? null
        : {
            code: health.problem.code,
            message: health.problem.message,
            since: new Date(health.problem.sinceMs).toISOString(),
          },
    backfill: health.backfill,
    last_sync_at: health.lastSyncMs === null ? null : new Date(health.lastSyncMs).toISOString(),
    backlog:
      (await outboxBacklog(db, row.workspace_id, row.id)) +
      (await sendsBacklog(db, row.workspace_id, row.id)) +
      (await firstMessagesBacklog(db, row.workspace_id, row.id)),
    quarantined: await countQuarantine(db, row.workspace_id, row.id),
    channels: health.channels,
    webhooks: health.webhooks,
  }
}

/** What a browser must always know of the present, each with a mark that differs whenever the browser should hear of it again. */
export async function readPresent(
  storage: Storage,
  workspaceId: string,
  now: number,
): Promise<{ mark: string; event: LiveEvent }[]> {
  const { db } = storage
  const counts = await readCountsAsOf(storage, workspaceId, now)
  const connections = await readConnections(db, workspaceId)
  const present = await readPresence(db, workspaceId, now)
  const replies = (await listCannedReplies(db, workspaceId)).map(({ id, updated_ms }) => [id, updated_ms])
  const drafts = await draftMarks(db, workspaceId)
  const invited = await invitedAgents(db, workspaceId, now)
  const people = [await listAgents(db, workspaceId), await identitiesOf(db, workspaceId), [...invited].sort()]
  return [
    { mark: JSON.stringify([counts.cells, counts.closing]), event: { type: 'counts', counts } },
    { mark: JSON.stringify(connections), event: { type: 'connections', connections } },
    { mark: JSON.stringify(people), event: { type: 'agents' } },
    { mark: JSON.stringify(replies), event: { type: 'canned_replies' } },
    { mark: JSON.stringify(drafts), event: { type: 'drafts', marks: drafts } },
    { mark: JSON.stringify(present), event: { type: 'presence', present } },
  ]
}
