import { WEBHOOK_SECRET } from '#contract/connection-setup.ts'
import type { ConnectionSetup, Quarantined, Vendor } from '#contract/connection-setup.ts'
import type { VendorKind } from '#connectors/vendor-kind.ts'
import { getConnection } from '#gateway/storage/connections.ts'
import { settingsOf } from '#gateway/storage/connection-settings.ts'
import { listQuarantine } from '#gateway/storage/quarantine.ts'
import type { QuarantineRow } from '#gateway/storage/quarantine.ts'
import { lastDeliveryMs } from '#gateway/storage/webhooks.ts'
import { hookAddress } from './hook-address.ts'
import { kindOf } from './connection-deps.ts'
import type { ConnectionDeps } from './connection-deps.ts'
import { fail } from '../fail.ts'
import { presentSubscription } from './present-subscription.ts'
import { presentConnection } from '../read-present.ts'

const ROWS_SHOWN = 100
/** A row is what a vendor sent on one page; so many fit into a file that can still be read. */
const ROWS_IN_FILE = 10_000

/** A vendor that can be connected, without anything of anybody. */
export function presentVendor({ vendor, name, baseUrl, fields, webhooks }: VendorKind): Vendor {
  return {
    vendor,
    name,
    base_url: baseUrl,
    fields: fields.map(({ isSecret, isRequired, ...field }) => ({ ...field, secret: isSecret, required: isRequired })),
    webhooks,
  }
}

/** How a connection is set up, without its secrets. `pageAddress`: where this gateway is found; `isPublic`: also from outside. */
export async function readConnectionSetup(
  deps: ConnectionDeps,
  id: string,
  { pageAddress, isPublic }: { pageAddress: string; isPublic: boolean },
): Promise<ConnectionSetup> {
  const { storage, workspaceId } = deps
  const row = (await getConnection(storage.db, workspaceId, id)) ?? fail('resource_not_found')
  const settings = await settingsOf(storage.db, workspaceId, id)
  if (settings !== undefined && settings.removedMs !== null) return fail('resource_not_found')
  const webhooks = kindOf(deps.kinds, row.vendor)?.webhooks ?? null
  const options = [...(settings?.options ?? [])].map(([name, value]) => ({ name, value }))
  const secrets = [...(settings?.secrets.keys() ?? [])].filter(
    (name) => name !== WEBHOOK_SECRET || webhooks?.secret === 'theirs',
  )
  const delivered = await lastDeliveryMs(storage.db, workspaceId, id)
  const budget = deps.connectorOf(id)?.budget('read') ?? null
  return {
    connection: await presentConnection(storage.db, row, settings),
    source: settings === undefined ? 'environment' : 'here',
    account_id: row.account_id,
    base_url: row.base_url,
    settings: [...options, ...secrets.map((name) => ({ name, value: null }))],
    webhook:
      webhooks === null
        ? null
        : {
            url: hookAddress(pageAddress, id),
            secret: webhooks.secret,
            public: isPublic,
            subscription: await presentSubscription(deps, id),
            last_delivery_at: delivered === null ? null : instant(delivered),
          },
    budget:
      budget === null ? null : { limit: budget.limit, remaining: budget.remaining, reset_at: instant(budget.resetAt) },
    heard: presentHeard(deps, id),
    created_at: instant(row.created_ms),
  }
}

function presentHeard({ heardOf, connectorOf }: ConnectionDeps, id: string): ConnectionSetup['heard'] {
  const connector = connectorOf(id)
  const heard = heardOf(id)
  if (heard === undefined || (connector?.readWebhook === undefined && connector?.follow === undefined)) return null
  const { sinceMs, ...counts } = heard
  return { since_at: instant(sinceMs), ...counts }
}

/** Rows of a vendor that could not be read, those seen last first. */
export async function readQuarantined(deps: ConnectionDeps, id: string): Promise<Quarantined[]> {
  return (await quarantineOf(deps, id, ROWS_SHOWN)).map(presentRow)
}

/** All of them with what the vendor sent, as one JSON object a line. */
export async function quarantineFile(deps: ConnectionDeps, id: string): Promise<string> {
  const rows = await quarantineOf(deps, id, ROWS_IN_FILE)
  return rows.map((row) => `${JSON.stringify({ ...presentRow(row), payload: row.payload })}\n`).join('')
}

async function quarantineOf({ storage, workspaceId }: ConnectionDeps, id: string, limit: number) {
  if ((await getConnection(storage.db, workspaceId, id)) === undefined) return fail('resource_not_found')
  return listQuarantine(storage.db, workspaceId, id, limit)
}

function presentRow({ vendor_id, reason, first_seen_ms, last_seen_ms, seen }: QuarantineRow): Quarantined {
  return { vendor_id, reason, first_seen_at: instant(first_seen_ms), last_seen_at: instant(last_seen_ms), seen }
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}
