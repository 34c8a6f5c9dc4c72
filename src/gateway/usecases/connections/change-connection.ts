import type * as z from 'zod/mini'
import type { changeConnectionSchema } from '#contract/connection-setup.ts'
import { WEBHOOK_SECRET } from '#contract/connection-setup.ts'
import { setAccount, upsertConnection } from '#gateway/storage/connections.ts'
import { putSettings } from '#gateway/storage/connection-settings.ts'
import { ownWebhookSecret } from './add-connection.ts'
import { askAccount } from './ask-account.ts'
import type { ConnectionDeps } from './connection-deps.ts'
import { fail } from '../fail.ts'
import { sealAll, sealerOf } from './keep-secrets.ts'
import { changeable, keptSetup } from './kept-setup.ts'
import type { KeptSetup } from './kept-setup.ts'
import { readSetup } from './read-setup.ts'
import type { OpenSetup } from './stored-connector.ts'

type Change = z.output<typeof changeConnectionSchema>

/**
 * Renames, pauses or resumes a connection, or sets it up anew: then the vendor is asked first, and it has to be the same account. Fails
 * with `connection_failed`, `invalid_field_value`, `missing_required_field`, `resource_not_found` or `set_by_environment`.
 */
export async function changeConnection(
  deps: ConnectionDeps,
  id: string,
  change: Change,
): Promise<{ webhookSecret: string | null }> {
  const kept = await keptSetup(deps, id)
  const webhookSecret = change.new_webhook_secret === true ? ownWebhookSecret(kept.kind, deps.random) : null
  if (change.new_webhook_secret === true && webhookSecret === null)
    fail('invalid_field_value', { param: 'new_webhook_secret' })
  const isSetUpAnew = change.base_url !== undefined || (change.settings ?? []).length > 0
  const setup = isSetUpAnew ? await readSetup(deps, kept.kind, change, kept.open) : null
  const accountId = setup === null || !goesToVendor(change) ? null : await sameAccount(deps, kept, setup)
  const secrets = new Map(setup?.secrets)
  if (webhookSecret !== null) secrets.set(WEBHOOK_SECRET, webhookSecret)
  const { storage, workspaceId } = deps
  const place = { workspaceId, connectionId: id }
  const sealed = secrets.size === 0 ? new Map<string, string>() : sealAll(sealerOf(deps), place, secrets)
  await storage.write(async (tx) => {
    const { row, settings } = await changeable(tx, workspaceId, id)
    const { workspace_id: _, ...columns } = row
    await upsertConnection(tx, workspaceId, {
      ...columns,
      name: change.name ?? row.name,
      base_url: setup?.baseUrl ?? row.base_url,
    })
    if (accountId !== null && row.account_id === null) await setAccount(tx, workspaceId, id, accountId)
    await putSettings(tx, workspaceId, {
      ...settings,
      options: setup?.options ?? settings.options,
      secrets: setup === null ? new Map([...settings.secrets, ...sealed]) : sealed,
      paused: change.paused ?? settings.paused,
    })
  })
  await deps.reload()
  return { webhookSecret }
}

/** Whether more changes than what webhooks are checked with. */
function goesToVendor({ base_url, settings = [] }: Change): boolean {
  return base_url !== undefined || settings.some(({ name }) => name !== WEBHOOK_SECRET)
}

async function sameAccount(deps: ConnectionDeps, { kind, row }: KeptSetup, setup: OpenSetup): Promise<string> {
  const { account } = await askAccount(deps, kind, setup)
  if (account === null) return fail('connection_failed')
  if (row.account_id === null || row.account_id === account.id) return account.id
  return fail('invalid_field_value', {
    param: 'account',
    message: 'These settings open another account. Add that as a connection of its own.',
  })
}
