import * as z from 'zod/mini'
import type { Read, Tx } from '#gateway/storage/storage.ts'
import { getSubscription, putSubscription } from '#gateway/storage/webhook-subscriptions.ts'
import type { SetupDeps } from './connection-deps.ts'

/** Why there is no subscription of ours. `refused`: it is no use to try again soon. */
const problemSchema = z.object({ code: z.string(), message: z.string(), refused: z.boolean() })
export type SubscriptionProblem = z.infer<typeof problemSchema>

/** The subscription to webhooks that we made for a connection, as it is kept. Without its secret it is of no use and is to be replaced. */
export type OwnSubscription = { id: string | null; secret: string | null; problem: SubscriptionProblem | null }

type Deps = { db: Read; workspaceId: string; sealer: SetupDeps['sealer'] }

const FIELD = 'own_webhook_secret'

/** A secret that cannot be opened counts as none. */
export async function ownSubscription(
  { db, workspaceId, sealer }: Deps,
  connectionId: string,
): Promise<OwnSubscription> {
  const row = await getSubscription(db, workspaceId, connectionId)
  const sealed = row?.secret ?? null
  return {
    id: row?.vendor_id ?? null,
    secret: sealed === null ? null : (sealer?.open({ workspaceId, connectionId, field: FIELD }, sealed) ?? null),
    problem: row === undefined || row.problem === null ? null : z.parse(problemSchema, JSON.parse(row.problem)),
  }
}

/** Keeps it with its secret sealed; without a sealer no secret is kept. */
export async function keepSubscription(
  tx: Tx,
  { workspaceId, sealer }: Pick<Deps, 'workspaceId' | 'sealer'>,
  connectionId: string,
  { id, secret, problem }: OwnSubscription,
): Promise<void> {
  const sealed = secret === null ? null : (sealer?.seal({ workspaceId, connectionId, field: FIELD }, secret) ?? null)
  await putSubscription(tx, workspaceId, {
    connection_id: connectionId,
    vendor_id: id,
    secret: sealed,
    problem: problem === null ? null : JSON.stringify(problem),
  })
}

/** What the subscription that we made is signed with. Read for every delivery, so that every gateway knows at once of another. */
export async function ownWebhookSecrets(deps: Deps, connectionId: string): Promise<string[]> {
  const { secret } = await ownSubscription(deps, connectionId)
  return secret === null ? [] : [secret]
}
