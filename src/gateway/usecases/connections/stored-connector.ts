import { WEBHOOK_SECRET } from '#contract/connection-setup.ts'
import { ConnectorError } from '#connectors/connector-error.ts'
import type { Connector } from '#connectors/connector.ts'
import type { VendorKind } from '#connectors/vendor-kind.ts'
import type { Sealer } from '#gateway/auth/sealer.ts'
import type { ConnectionRow } from '#gateway/storage/connections.ts'
import type { ConnectionSettings } from '#gateway/storage/connection-settings.ts'
import { kindOf } from './connection-deps.ts'
import type { SetupDeps } from './connection-deps.ts'
import { fetchOutside } from './outside-only.ts'

/** A connection's settings with everything open, by field. For the moment that something is made of it. */
export type OpenSetup = { baseUrl: string; options: ReadonlyMap<string, string>; secrets: ReadonlyMap<string, string> }

const API_KEY = 'api_key'

/** Makes the connector of a vendor. Making it cannot fail; a wrong setup fails each call with a `ConnectorError`. */
export function makeConnector({ outside, now }: SetupDeps, kind: VendorKind, setup: OpenSetup): Connector {
  const { baseUrl, options, secrets } = setup
  const given = new Map([...options, ...secrets])
  const rest = kind.fields
    .filter(({ name }) => name !== API_KEY)
    .map(({ name, preset }): [string, string | null] => [name, given.get(name) ?? preset])
    .filter((entry): entry is [string, string] => entry[1] !== null)
  return kind.create({
    vendor: kind.vendor,
    baseUrl,
    apiKey: given.get(API_KEY) ?? '',
    webhookSecrets: webhookSecretsOf(secrets),
    fetch: fetchOutside(outside),
    resolve: outside.resolve,
    now,
    options: Object.fromEntries(rest),
  })
}

function webhookSecretsOf(secrets: ReadonlyMap<string, string>): string[] {
  return (secrets.get(WEBHOOK_SECRET) ?? '')
    .split(',')
    .map((secret) => secret.trim())
    .filter(Boolean)
}

/**
 * The connector of a stored connection; undefined for a vendor that this version does not know. Where its secrets cannot be opened it
 * refuses to tell its account, by which everybody knows that it does not work, and why.
 */
export function storedConnector(
  deps: SetupDeps,
  row: ConnectionRow,
  settings: ConnectionSettings,
): { connector: Connector; hasWebhooks: boolean } | undefined {
  const kind = kindOf(deps.kinds, row.vendor)
  if (kind === undefined) return undefined
  const secrets = openSecrets(deps.sealer, row, settings)
  const setup = { baseUrl: row.base_url, options: settings.options, secrets: secrets ?? new Map<string, string>() }
  const connector = makeConnector(deps, kind, setup)
  return {
    connector: secrets === null ? { ...connector, account: refuseToTell } : connector,
    hasWebhooks: connector.readWebhook !== undefined && webhookSecretsOf(setup.secrets).length > 0,
  }
}

async function refuseToTell(): Promise<never> {
  throw new ConnectorError(
    'auth',
    'secrets_unreadable',
    'The secrets of this connection were sealed with another SIGAP_SECRET. Start with that one, or enter them anew.',
  )
}

/** All secrets of a connection; null when there is one that cannot be opened. */
export function openSecrets(
  sealer: Sealer | null,
  { workspace_id: workspaceId, id: connectionId }: Pick<ConnectionRow, 'workspace_id' | 'id'>,
  { secrets }: ConnectionSettings,
): Map<string, string> | null {
  const opened = new Map<string, string>()
  for (const [field, sealed] of secrets) {
    const secret = sealer?.open({ workspaceId, connectionId, field }, sealed) ?? null
    if (secret === null) return null
    opened.set(field, secret)
  }
  return opened
}
