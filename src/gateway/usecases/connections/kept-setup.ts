import type { VendorKind } from '#connectors/vendor-kind.ts'
import { getConnection } from '#gateway/storage/connections.ts'
import type { ConnectionRow } from '#gateway/storage/connections.ts'
import { settingsOf } from '#gateway/storage/connection-settings.ts'
import type { ConnectionSettings } from '#gateway/storage/connection-settings.ts'
import type { Read } from '#gateway/storage/storage.ts'
import { kindOf } from './connection-deps.ts'
import type { ConnectionDeps } from './connection-deps.ts'
import { fail } from '../fail.ts'
import { openSecrets } from './stored-connector.ts'
import type { OpenSetup } from './stored-connector.ts'

/** A connection that was added here, as it is kept. `open` lacks the secrets that cannot be opened. */
export type KeptSetup = { row: ConnectionRow; settings: ConnectionSettings; kind: VendorKind; open: OpenSetup }

/** Fails with `resource_not_found` for one that is not there or was removed, and with `set_by_environment`. */
export async function keptSetup(deps: ConnectionDeps, id: string): Promise<KeptSetup> {
  const { row, settings } = await changeable(deps.storage.db, deps.workspaceId, id)
  const kind = kindOf(deps.kinds, row.vendor)
  if (kind === undefined) return fail('resource_not_found')
  const secrets = openSecrets(deps.sealer, row, settings) ?? new Map<string, string>()
  return { row, settings, kind, open: { baseUrl: row.base_url, options: settings.options, secrets } }
}

/** The row and settings of a connection that can be changed here. Fails as `keptSetup` does. */
export async function changeable(db: Read, workspaceId: string, id: string) {
  const row = await getConnection(db, workspaceId, id)
  if (row === undefined) return fail('resource_not_found')
  const settings = (await settingsOf(db, workspaceId, id)) ?? fail('set_by_environment')
  return settings.removedMs === null ? { row, settings } : fail('resource_not_found')
}
