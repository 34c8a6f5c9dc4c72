import { listConnections } from '#gateway/storage/connections.ts'
import { listSettings } from '#gateway/storage/connection-settings.ts'
import type { SetupDeps } from '#gateway/usecases/connections/connection-deps.ts'
import { storedConnector } from '#gateway/usecases/connections/stored-connector.ts'
import type { StoredConnection } from './stored-vendors.ts'
import { createVendor } from './vendor.ts'
import type { Vendor } from './vendor.ts'

type Deps = SetupDeps & Pick<Vendor, 'storage' | 'workspaceId' | 'log' | 'linkBase' | 'random'>

/** Connections that are set up in the database and not removed. Those `named` at the start are served as the start said. */
export async function listStored(deps: Deps, named: ReadonlySet<string>): Promise<StoredConnection[]> {
  const { storage, workspaceId } = deps
  const settings = await listSettings(storage.db, workspaceId)
  if (settings.size === 0) return []
  const rows = await listConnections(storage.db, workspaceId)
  return rows.flatMap((row): StoredConnection[] => {
    const setup = settings.get(row.id)
    if (setup === undefined || setup.removedMs !== null || named.has(row.id)) return []
    const make = () => {
      const made = storedConnector(deps, row, setup)
      return made === undefined ? null : createVendor({ ...deps, ...made, connection: { id: row.id, name: row.name } })
    }
    return [{ id: row.id, revision: setup.revision, paused: setup.paused, make }]
  })
}
