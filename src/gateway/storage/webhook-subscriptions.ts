import type { WithoutWorkspace } from './rows.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

type SubscriptionRow = Tables['webhook_subscriptions']

function select(db: Read, workspaceId: string) {
  return db.selectFrom('webhook_subscriptions').selectAll().where('workspace_id', '=', workspaceId)
}

/** Those of every connection, removed ones among them. */
export async function listSubscriptions(db: Read, workspaceId: string): Promise<SubscriptionRow[]> {
  return select(db, workspaceId).orderBy('connection_id').execute()
}

/** Undefined before the first attempt to make one. */
export async function getSubscription(
  db: Read,
  workspaceId: string,
  connectionId: string,
): Promise<SubscriptionRow | undefined> {
  return select(db, workspaceId).where('connection_id', '=', connectionId).executeTakeFirst()
}

/** Keeps it in place of what was kept before. */
export async function putSubscription(
  tx: Tx,
  workspaceId: string,
  { connection_id, vendor_id, secret, problem }: WithoutWorkspace<'webhook_subscriptions'>,
): Promise<void> {
  const columns = { vendor_id, secret, problem }
  await tx
    .insertInto('webhook_subscriptions')
    .values({ workspace_id: workspaceId, connection_id, ...columns })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'connection_id']).doUpdateSet(columns))
    .execute()
}

export async function deleteSubscription(tx: Tx, workspaceId: string, connectionId: string): Promise<void> {
  await tx
    .deleteFrom('webhook_subscriptions')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', connectionId)
    .execute()
}
