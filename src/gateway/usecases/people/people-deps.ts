import type { Actor } from '#contract/live-event.ts'
import type { VendorUser } from '#connectors/reading.ts'
import type { Accounts } from '#gateway/auth/accounts.ts'
import type { RandomBytes } from '#gateway/auth/random.ts'
import type { SetupCode } from '#gateway/auth/setup-code.ts'
import type { Storage, Tx } from '#gateway/storage/storage.ts'
import type { GuessLimits } from './guess-limits.ts'

/** A vendor's user who turned out to be another agent than was thought. */
export type IdentityMove = {
  workspaceId: string
  connectionId: string
  vendorUserId: string
  from: string
  to: string
  actor: Actor
}

/** What the use cases about people need. */
export type PeopleDeps = {
  storage: Storage
  workspace: { id: string; name: string }
  accounts: Accounts
  guessLimits: GuessLimits
  /** Creates the first owner; printed by the start. */
  setupCode: SetupCode
  /** Who can be signed in by one click, by e-mail and in the order of offering; null outside the demo. */
  demo: { emails: readonly string[] } | null
  now: () => number
  random: RandomBytes
  /** Everybody whom conversations can be assigned to there; empty where the vendor does not tell. */
  listVendorUsers: (connectionId: string) => Promise<readonly VendorUser[]>
  /** Called after agents or their identities changed, so that open pages read them again. */
  announceAgents: () => void
  /**
   * Gives the conversations of a vendor's user to another agent: those whose shadow is that user and whose assignee is still `from`.
   * Runs inside the transaction that moves the identity.
   */
  reassignIdentity: (tx: Tx, move: IdentityMove, now: number) => Promise<void>
}
