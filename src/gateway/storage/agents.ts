import { sql } from 'kysely'
import type { WithoutWorkspace } from './rows.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

export type AgentRow = Tables['agents']

function select(db: Read, workspaceId: string) {
  return db.selectFrom('agents').selectAll().where('workspace_id', '=', workspaceId)
}

/** By name, then by id. */
export async function listAgents(db: Read, workspaceId: string): Promise<AgentRow[]> {
  return select(db, workspaceId).orderBy('name').orderBy('id').execute()
}

export async function getAgent(db: Read, workspaceId: string, id: string): Promise<AgentRow | undefined> {
  return select(db, workspaceId).where('id', '=', id).executeTakeFirst()
}

export async function agentByUserId(db: Read, workspaceId: string, userId: string): Promise<AgentRow | undefined> {
  return select(db, workspaceId).where('user_id', '=', userId).executeTakeFirst()
}

/** Upper and lower case are the same. The oldest, should an address occur twice: vendors do not keep them unique. */
export async function agentByEmail(db: Read, workspaceId: string, email: string): Promise<AgentRow | undefined> {
  return select(db, workspaceId)
    .where(sql<string>`lower(email)`, '=', sql<string>`lower(${email})`)
    .orderBy('created_ms')
    .orderBy('id')
    .executeTakeFirst()
}

export async function insertAgent(tx: Tx, workspaceId: string, agent: WithoutWorkspace<'agents'>): Promise<void> {
  await tx
    .insertInto('agents')
    .values({ ...agent, workspace_id: workspaceId })
    .execute()
}

export async function updateAgent(
  tx: Tx,
  workspaceId: string,
  id: string,
  columns: Partial<Omit<AgentRow, 'workspace_id' | 'id'>>,
): Promise<void> {
  if (Object.keys(columns).length === 0) return
  await tx.updateTable('agents').set(columns).where('workspace_id', '=', workspaceId).where('id', '=', id).execute()
}

export async function countOwners(db: Read, workspaceId: string): Promise<number> {
  const { count } = await db
    .selectFrom('agents')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('role', '=', 'owner')
    .executeTakeFirstOrThrow()
  return count
}
