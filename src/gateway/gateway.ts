import { randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { createApp } from './app.ts'
import type { AppDeps } from './app.ts'
import { createAccounts } from './auth/accounts.ts'
import { createKeyFinder } from './auth/key-finder.ts'
import { secureRandom } from './auth/random.ts'
import { createSetupCode } from './auth/setup-code.ts'
import { createHub } from './live/hub.ts'
import { createListeningTabs } from './live/listening-tabs.ts'
import { createCursors } from './routes/plumbing/cursor.ts'
import type { Env } from './routes/plumbing/http.ts'
import type { VendorFaultSwitches } from './routes/vendor-faults.ts'
import { createStillWelcome } from './routes/plumbing/still-welcome.ts'
import type { Storage } from './storage/storage.ts'
import { listStored } from './sync/list-stored.ts'
import { startSync } from './sync/sync.ts'
import type { Vendor } from './sync/vendor.ts'
import type { SetupDeps } from './usecases/connections/connection-deps.ts'
import { createGuessLimits } from './usecases/people/guess-limits.ts'
import { endPresence, keepPresence } from './usecases/presence.ts'
import { readChangesSince } from './usecases/read-changes.ts'
import { readPresent } from './usecases/read-present.ts'
import { reassignIdentity } from './usecases/people/reassign-identity.ts'

export type GatewayOptions = Pick<AppDeps, 'clientAddress' | 'address' | 'dist' | 'checkAnswers' | 'linkBase'> & {
  storage: Storage
  workspace: { id: string; name: string }
  /** Connections that the start named. */
  vendors: readonly Vendor[]
  /** How others are connected while it runs. */
  connecting: Omit<SetupDeps, 'now'> & Pick<Vendor, 'log' | 'linkBase'>
  secret: string
  /** E-mails of the agents that one click signs in as, and what can be made to go wrong; null outside the demo. */
  demo: { emails: readonly string[]; faults: VendorFaultSwitches } | null
  now: () => number
  logError: (error: unknown, context: object) => void
}

export type Gateway = {
  app: Hono<Env>
  /** What the first visit must type to become the owner. */
  setupCode: string
  /** Lets everybody go who listens, and says that it is ready no more. Requests are still answered. */
  endStreams: () => void
  /** Lets the workers go, too, and waits for them. The storage is the caller's to close. */
  stop: () => Promise<void>
}

/** Puts the gateway's parts together over an open storage and starts its sync. */
export function createGateway(options: GatewayOptions): Gateway {
  const { storage, workspace, secret, now, address, logError } = options
  const ending = new AbortController()
  const connecting = { ...options.connecting, storage, workspaceId: workspace.id, now, random: Math.random }
  const named = new Set(options.vendors.map(({ connection }) => connection.id))
  const stored = {
    list: () => listStored(connecting, named),
    onError: (error: unknown) => logError(error, { part: 'connections' }),
  }
  const sync = startSync(options.vendors, randomUUID(), stored)
  const hub = createHub(
    {
      onSeq: storage.onSeq,
      readChanges: (workspaceId, since, limit) => readChangesSince(storage, workspaceId, since, limit),
      readPresent: (workspaceId) => readPresent(storage, workspaceId, now()),
    },
    (error) => logError(error, { part: 'live' }),
  )
  const listeningTabs = createListeningTabs({
    keep: (workspaceId, tabs) => keepPresence({ storage, now }, workspaceId, tabs),
    async end(workspaceId, tab) {
      await endPresence({ storage, now }, workspaceId, tab)
      hub.refresh()
    },
    onError: (error) => logError(error, { part: 'presence' }),
  })
  const setupCode = createSetupCode()
  const accounts = createAccounts({
    storage,
    secret,
    publicUrl: address.publicUrl,
    onError: (message, details) => logError(message, { part: 'auth', details }),
  })
  const findKey = createKeyFinder({ storage, workspaceId: workspace.id, now })
  const app = createApp({
    ...options,
    workspaceId: workspace.id,
    findKey,
    stillWelcome: createStillWelcome({ accounts, findKey }),
    cursors: createCursors(secret),
    hub,
    listeningTabs,
    sync,
    connections: { ...connecting, ...sync, random: secureRandom },
    ending: ending.signal,
    vendorFaults: options.demo?.faults ?? null,
    onUnexpected: (error, requestId) => logError(error, { requestId }),
    people: {
      ...options,
      accounts,
      setupCode,
      guessLimits: createGuessLimits(),
      random: secureRandom,
      listVendorUsers: (connectionId) => sync.listUsers(connectionId),
      announceAgents: () => hub.refresh(),
      reassignIdentity,
    },
  })
  function endStreams(): void {
    ending.abort()
    hub.stop()
    listeningTabs.stop()
  }

  return {
    app,
    setupCode: setupCode.text,
    endStreams,
    async stop() {
      endStreams()
      await sync.stop()
    },
  }
}
