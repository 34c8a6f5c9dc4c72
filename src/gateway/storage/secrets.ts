import type { Tx } from './storage.ts'

/** The workspace's secret of that name. The first who asks stores `fresh` as it; everybody else gets what is there. */
export async function ensureSecret(tx: Tx, workspaceId: string, name: string, fresh: string): Promise<string> {
  await tx
    .insertInto('secrets')
    .values({ workspace_id: workspaceId, name, value: fresh })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'name']).doNothing())
    .execute()
  const { value } = await tx
    .selectFrom('secrets')
    .select('value')
    .where('workspace_id', '=', workspaceId)
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return value
}
