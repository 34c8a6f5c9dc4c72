import { afterEach, beforeEach, expect, vi } from 'vitest'
import type { Connector } from '#connectors/connector.ts'
import { upsertConnection } from '../storage/connections.ts'
import type { ConversationRow } from '../storage/conversations.ts'
import { rowsByVendorId } from '../storage/conversations.ts'
import { migrate } from '../storage/migrate.ts'
import { openSqlite } from '../storage/open-sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { ensureWorkspace } from '../storage/workspaces.ts'
import { startSync } from '../sync/sync.ts'
import type { Sync } from '../sync/sync.ts'
import { createVendor } from '../sync/vendor.ts'
import { unknownHealth } from '../usecases/connections/connection-health.ts'
import { letTimeRun, stopTime } from './virtual-time.ts'

export const WORKSPACE_ID = 'wsp_test'

/** Connections to vendors that a test makes up, served in time that only moves when it is told to. */
export type Served = {
  storage: Storage
  sync: Sync
  warnings: string[]
  /** A conversation by its vendor's id; undefined while it is not here. */
  row: (connectionId: string, vendorId: string) => Promise<ConversationRow | undefined>
  /** Ends the workers, as a stop of the gateway does; the database stays. */
  stop: () => Promise<void>
}

/** Serves connectors by the ids of their connections; each test's ends with it. What the sync did not foresee fails the test. */
export function serving(): (connectors: Record<string, Connector>) => Promise<Served> {
  const open: Served[] = []
  vi.setConfig({ testTimeout: 60_000 })
  beforeEach(stopTime)
  afterEach(async () => {
    for (const served of open.splice(0)) {
      await served.stop()
      await served.storage.close()
      expect(served.warnings).toEqual([])
    }
    letTimeRun()
  })
  return async (connectors) => {
    const served = await serve(connectors)
    open.push(served)
    return served
  }
}

async function serve(connectors: Record<string, Connector>): Promise<Served> {
  const storage = openSqlite(':memory:')
  const warnings: string[] = []
  await migrate(storage)
  await storage.write(async (tx) => {
    await ensureWorkspace(tx, WORKSPACE_ID, 'Test', Date.now())
    for (const [id, { vendor }] of Object.entries(connectors)) {
      await upsertConnection(tx, WORKSPACE_ID, {
        id,
        vendor,
        vendor_name: vendor,
        name: id,
        base_url: 'https://vendor.test',
        account_id: null,
        health: JSON.stringify(unknownHealth),
        progress: 'null',
        lease_owner: null,
        lease_until_ms: 0,
        created_ms: Date.now(),
      })
    }
  })
  const vendors = Object.entries(connectors).map(([id, connector]) =>
    createVendor({
      workspaceId: WORKSPACE_ID,
      connection: { id, name: id },
      connector,
      hasWebhooks: false,
      linkBase: null,
      sealer: null,
      storage,
      now: Date.now,
      random: () => 0.5,
      log: { info: () => undefined, warn: (_, message) => warnings.push(message) },
    }),
  )
  const sync = startSync(vendors, 'gateway')
  return {
    storage,
    sync,
    warnings,
    row: async (connectionId, vendorId) =>
      (await rowsByVendorId(storage.db, WORKSPACE_ID, connectionId, [vendorId])).get(vendorId),
    stop: () => sync.stop(),
  }
}
