import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

export type LinkRow = Tables['links']

/** Stores a one-time link. Others of the same agent and purpose that nobody used are withdrawn: only the last one handed over works. */
export async function insertLink(
  tx: Tx,
  workspaceId: string,
  link: Omit<LinkRow, 'workspace_id' | 'used_ms'>,
): Promise<void> {
  await tx
    .deleteFrom('links')
    .where('workspace_id', '=', workspaceId)
    .where('agent_id', '=', link.agent_id)
    .where('purpose', '=', link.purpose)
    .where('used_ms', 'is', null)
    .execute()
  await tx
    .insertInto('links')
    .values({ ...link, workspace_id: workspaceId, used_ms: null })
    .execute()
}

/** The link while it can be used: neither used nor expired at `now`. `hash` is SHA-256 of the token, hex. */
export async function usableLink(
  db: Read,
  workspaceId: string,
  hash: string,
  now: number,
): Promise<LinkRow | undefined> {
  return db
    .selectFrom('links')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('hash', '=', hash)
    .where('used_ms', 'is', null)
    .where('expires_ms', '>', now)
    .executeTakeFirst()
}

/** Uses a link up: exactly one caller gets the row, every other one undefined, and so does whoever comes too late. */
export async function consumeLink(
  tx: Tx,
  workspaceId: string,
  hash: string,
  now: number,
): Promise<LinkRow | undefined> {
  return tx
    .updateTable('links')
    .set({ used_ms: now })
    .where('workspace_id', '=', workspaceId)
    .where('hash', '=', hash)
    .where('used_ms', 'is', null)
    .where('expires_ms', '>', now)
    .returningAll()
    .executeTakeFirst()
}

/** Agents with an invitation that can still be used: those who are invited and have not come yet. */
export async function invitedAgents(db: Read, workspaceId: string, now: number): Promise<Set<string>> {
  const rows = await db
    .selectFrom('links')
    .select('agent_id')
    .where('workspace_id', '=', workspaceId)
    .where('purpose', '=', 'invite')
    .where('used_ms', 'is', null)
    .where('expires_ms', '>', now)
    .execute()
  return new Set(rows.map((row) => row.agent_id))
}
