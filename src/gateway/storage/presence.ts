import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

type PresenceRow = Tables['presence']

/** Says what a tab looks at, in place of what it looked at before. */
export async function putPresence(tx: Tx, row: PresenceRow): Promise<void> {
  await tx
    .insertInto('presence')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'tab']).doUpdateSet((eb) => ({
        agent_id: eb.ref('excluded.agent_id'),
        conversation_id: eb.ref('excluded.conversation_id'),
        typing: eb.ref('excluded.typing'),
        seen_ms: eb.ref('excluded.seen_ms'),
      })),
    )
    .execute()
}

export async function deletePresence(tx: Tx, workspaceId: string, tab: string): Promise<void> {
  await tx.deleteFrom('presence').where('workspace_id', '=', workspaceId).where('tab', '=', tab).execute()
}

/** Forgets tabs that nobody has heard of since `before` (epoch ms): their gateway died. */
export async function prunePresence(tx: Tx, workspaceId: string, before: number): Promise<void> {
  await tx.deleteFrom('presence').where('workspace_id', '=', workspaceId).where('seen_ms', '<', before).execute()
}

/** Those of these tabs that look at something. */
export async function presentTabs(db: Read, workspaceId: string, tabs: readonly string[]): Promise<string[]> {
  if (tabs.length === 0) return []
  const rows = await db
    .selectFrom('presence')
    .select('tab')
    .where('workspace_id', '=', workspaceId)
    .where('tab', 'in', tabs)
    .execute()
  return rows.map(({ tab }) => tab)
}

export async function touchPresence(tx: Tx, workspaceId: string, tabs: readonly string[], now: number): Promise<void> {
  await tx
    .updateTable('presence')
    .set({ seen_ms: now })
    .where('workspace_id', '=', workspaceId)
    .where('tab', 'in', tabs)
    .execute()
}

/** Who looks at what, heard of since `since` (epoch ms); in a steady order. */
export async function listPresence(
  db: Read,
  workspaceId: string,
  since: number,
): Promise<(Pick<PresenceRow, 'conversation_id' | 'typing' | 'agent_id'> & { name: string })[]> {
  return db
    .selectFrom('presence')
    .innerJoin('agents', (join) =>
      join.onRef('agents.workspace_id', '=', 'presence.workspace_id').onRef('agents.id', '=', 'presence.agent_id'),
    )
    .select(['presence.conversation_id', 'presence.typing', 'presence.agent_id', 'agents.name'])
    .where('presence.workspace_id', '=', workspaceId)
    .where('presence.seen_ms', '>=', since)
    .orderBy('presence.conversation_id')
    .orderBy('presence.agent_id')
    .orderBy('presence.tab')
    .execute()
}
