import type { Connector } from '#connectors/connector.ts'
import type { VendorKind } from '#connectors/vendor-kind.ts'
import type { RandomBytes } from '#gateway/auth/random.ts'
import type { Sealer } from '#gateway/auth/sealer.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import type { HeardCounts } from './heard.ts'
import type { Outside } from './outside-only.ts'

/** What makes a connector of a connection that is set up in the database. */
export type SetupDeps = {
  kinds: readonly VendorKind[]
  /** Null when secrets cannot be kept safe here. */
  sealer: Sealer | null
  outside: Outside
  now: () => number
}

/** What the use cases about connections need. */
export type ConnectionDeps = SetupDeps & {
  storage: Storage
  workspaceId: string
  random: RandomBytes
  /** Where vendors reach us; null when they cannot. */
  linkBase: string | null
  /** Undefined for a connection that is not served here. */
  connectorOf: (connectionId: string) => Connector | undefined
  /** Whether somebody set a connection's webhooks up, and gave their secret here. */
  hasWebhooksByHand: (connectionId: string) => boolean
  /** Undefined for a connection that is not served here. */
  heardOf: (connectionId: string) => HeardCounts | undefined
  /** Serves connections as they are set up now; resolves when what must not run any more has ended. */
  reload: () => Promise<void>
}

/** Undefined for a vendor that cannot be connected. */
export function kindOf(kinds: readonly VendorKind[], vendor: string): VendorKind | undefined {
  return kinds.find((kind) => kind.vendor === vendor)
}
