import type * as z from 'zod/mini'
import type { addConnectionSchema, testConnectionSchema, ConnectionTest } from '#contract/connection-setup.ts'
import { WEBHOOK_SECRET } from '#contract/connection-setup.ts'
import type { VendorKind } from '#connectors/vendor-kind.ts'
import { newId } from '#gateway/auth/random.ts'
import type { RandomBytes } from '#gateway/auth/random.ts'
import { listConnections, setAccount, upsertConnection } from '#gateway/storage/connections.ts'
import { listSettings, putSettings } from '#gateway/storage/connection-settings.ts'
import type { Tx } from '#gateway/storage/storage.ts'
import { allocateSeqs } from '#gateway/storage/workspaces.ts'
import { askAccount } from './ask-account.ts'
import { kindOf } from './connection-deps.ts'
import type { ConnectionDeps } from './connection-deps.ts'
import { unknownHealth } from './connection-health.ts'
import { fail } from '../fail.ts'
import { sealAll, sealerOf } from './keep-secrets.ts'
import { keptSetup } from './kept-setup.ts'
import { readSetup } from './read-setup.ts'
import { makeConnector } from './stored-connector.ts'
import type { OpenSetup } from './stored-connector.ts'
import { makeWebhookSecret } from './webhook-secret.ts'

/** Tests settings, or those of a connection with some of them replaced; keeps nothing. Fails where they are incomplete. */
export async function testConnection(
  deps: ConnectionDeps,
  asked: z.output<typeof testConnectionSchema>,
): Promise<ConnectionTest> {
  const kept = asked.connection_id === undefined ? null : await keptSetup(deps, asked.connection_id)
  const kind = kept?.kind ?? kindOf(deps.kinds, asked.vendor ?? '')
  if (kind === undefined) return fail('invalid_field_value', { param: 'vendor' })
  return askAccount(deps, kind, await readSetup(deps, kind, asked, kept?.open ?? null))
}

/**
 * Connects an account and begins to read it. One that was connected before and removed is taken up where it was left. Fails with
 * `connection_failed` when the vendor does not open an account with these settings, and with `already_exists` for one that is connected.
 */
export async function addConnection(
  deps: ConnectionDeps,
  wanted: z.output<typeof addConnectionSchema>,
): Promise<{ id: string; webhookSecret: string | null }> {
  const sealer = sealerOf(deps)
  const kind = kindOf(deps.kinds, wanted.vendor) ?? fail('invalid_field_value', { param: 'vendor' })
  const setup = await readSetup(deps, kind, wanted, null)
  const { account } = await askAccount(deps, kind, setup)
  if (account === null) return fail('connection_failed')
  // An id tells nobody anything.
  const ownName = account.name === account.id ? kind.name : account.name
  // Where we subscribe ourselves nobody has to paste one.
  const isByHand = makeConnector(deps, kind, setup).subscribing === undefined
  const webhookSecret = isByHand ? ownWebhookSecret(kind, deps.random) : null
  const secrets = new Map(setup.secrets)
  if (webhookSecret !== null) secrets.set(WEBHOOK_SECRET, webhookSecret)
  const { storage, workspaceId } = deps
  const id = await storage.write(async (tx) => {
    // Every other writer waits from here on, so of two who connect the same account at once one sees the other's.
    await allocateSeqs(tx, workspaceId, 1)
    const connectionId = (await leftBefore(tx, deps, kind, account.id)) ?? newId('con', deps.random)
    await putRow(tx, deps, { id: connectionId, kind, name: wanted.name ?? ownName, setup })
    await setAccount(tx, workspaceId, connectionId, account.id)
    const sealed = sealAll(sealer, { workspaceId, connectionId }, secrets)
    await putSettings(tx, workspaceId, {
      connectionId,
      options: setup.options,
      secrets: sealed,
      paused: false,
      removedMs: null,
    })
    return connectionId
  })
  await deps.reload()
  return { id, webhookSecret }
}

/** A secret that somebody pastes at the vendor, which then signs webhooks with it; null where it makes its own. */
export function ownWebhookSecret(kind: VendorKind, random: RandomBytes): string | null {
  return kind.webhooks?.secret === 'ours' ? makeWebhookSecret(random) : null
}

/** The connection that served this account and does not any more, whose conversations then go on. */
async function leftBefore(
  tx: Tx,
  deps: ConnectionDeps,
  { vendor }: VendorKind,
  accountId: string,
): Promise<string | undefined> {
  const rows = await listConnections(tx, deps.workspaceId)
  const known = rows.find((row) => row.vendor === vendor && row.account_id === accountId)
  if (known === undefined) return undefined
  const settings = (await listSettings(tx, deps.workspaceId)).get(known.id)
  const isServed = settings === undefined ? deps.connectorOf(known.id) !== undefined : settings.removedMs === null
  if (!isServed) return known.id
  return fail('already_exists', {
    param: 'account',
    message: `This account is connected already, as “${known.name}”. Change that connection instead.`,
  })
}

async function putRow(
  tx: Tx,
  { workspaceId, now }: ConnectionDeps,
  { id, kind, name, setup }: { id: string; kind: VendorKind; name: string; setup: OpenSetup },
): Promise<void> {
  await upsertConnection(tx, workspaceId, {
    id,
    vendor: kind.vendor,
    vendor_name: kind.name,
    name: name.slice(0, 80),
    base_url: setup.baseUrl,
    account_id: null,
    health: JSON.stringify(unknownHealth),
    progress: 'null',
    lease_owner: null,
    lease_until_ms: 0,
    created_ms: now(),
  })
}
