import type { WithoutWorkspace } from './rows.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

export type IdentityRow = Tables['agent_identities']

function select(db: Read, workspaceId: string) {
  return db.selectFrom('agent_identities').selectAll().where('workspace_id', '=', workspaceId)
}

/** Of one connection, or of all. */
export async function identitiesOf(db: Read, workspaceId: string, connectionId?: string): Promise<IdentityRow[]> {
  const query = select(db, workspaceId)
  return (connectionId === undefined ? query : query.where('connection_id', '=', connectionId))
    .orderBy('connection_id')
    .orderBy('vendor_user_id')
    .execute()
}

export async function identityByVendorUser(
  db: Read,
  workspaceId: string,
  connectionId: string,
  vendorUserId: string,
): Promise<IdentityRow | undefined> {
  return select(db, workspaceId)
    .where('connection_id', '=', connectionId)
    .where('vendor_user_id', '=', vendorUserId)
    .executeTakeFirst()
}

/** The vendor's user that an agent is on a connection; the first by id when an agent is several. */
export async function identityOfAgent(
  db: Read,
  workspaceId: string,
  connectionId: string,
  agentId: string,
): Promise<IdentityRow | undefined> {
  return select(db, workspaceId)
    .where('connection_id', '=', connectionId)
    .where('agent_id', '=', agentId)
    .orderBy('vendor_user_id')
    .executeTakeFirst()
}

/** Says which agent a vendor's user is, in place of what was said before. */
export async function putIdentity(
  tx: Tx,
  workspaceId: string,
  identity: WithoutWorkspace<'agent_identities'>,
): Promise<void> {
  await tx
    .insertInto('agent_identities')
    .values({ ...identity, workspace_id: workspaceId })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'connection_id', 'vendor_user_id'])
        .doUpdateSet({ agent_id: identity.agent_id, name: identity.name, email: identity.email }),
    )
    .execute()
}
