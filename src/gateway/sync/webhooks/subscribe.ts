import { ConnectorError } from '#connectors/connector-error.ts'
import type { Subscribing } from '#connectors/webhooks.ts'
import { hookAddress } from '#gateway/usecases/connections/hook-address.ts'
import { keepSubscription, ownSubscription } from '#gateway/usecases/connections/own-subscription.ts'
import type { OwnSubscription, SubscriptionProblem } from '#gateway/usecases/connections/own-subscription.ts'
import { sleep, untilAborted } from '../bell.ts'
import { spread } from '../health.ts'
import { holdsLease } from '../lease.ts'
import { settleSubscription } from './settle-subscription.ts'
import { isReachable } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

/** Whether the vendor is well is asked this often. */
const LOOK_AGAIN_MS = 1000
/** Somebody may pause or delete a subscription at the vendor, which also switches off one that it could not deliver to. */
const CHECK_EVERY_MS = 3 * 60 * 60 * 1000
/** After no answer it is tried again after the first wait, which doubles. */
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 60 * 60 * 1000

const notKept = {
  code: 'secrets_not_kept',
  message: 'Webhooks bring a secret, and SIGAP_SECRET is not set, with which it could be kept.',
  refused: true,
} as const

/**
 * Sees to it that the vendor tells us of changes, where it lets us subscribe and can reach us: at the start and every few hours. Where
 * somebody set webhooks up by hand, nothing is done. Resolves when `signal` aborts.
 */
export async function subscribeLoop(vendor: Vendor, owner: string, signal: AbortSignal): Promise<void> {
  const { connector, linkBase, hasWebhooks, connection } = vendor
  const { subscribing } = connector
  if (subscribing === undefined || linkBase === null || hasWebhooks) return untilAborted(signal)
  const address = hookAddress(linkBase, connection.id)
  let failures = 0
  while (!signal.aborted) {
    if (!vendor.accountKnown || !isReachable(vendor)) await sleep(LOOK_AGAIN_MS, signal)
    else {
      const problem = await subscribe(vendor, { subscribing, address, owner }, signal)
      failures = problem === null || problem.refused ? 0 : failures + 1
      const wait = failures === 0 ? CHECK_EVERY_MS : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1))
      await sleep(spread(wait, vendor.random()), signal)
    }
  }
}

/** Makes or checks the subscription and keeps what became of it. Answers what stands in the way; null when it is as it should be. */
async function subscribe(
  vendor: Vendor,
  { subscribing, address, owner }: { subscribing: Subscribing; address: string; owner: string },
  signal: AbortSignal,
): Promise<SubscriptionProblem | null> {
  const { storage, workspaceId, connection, sealer } = vendor
  const before = await ownSubscription({ db: storage.db, workspaceId, sealer }, connection.id)
  const after = await attempt()
  vendor.isSubscribed = after.secret !== null && after.problem?.refused !== true
  if (isSame(before, after)) return after.problem
  await storage.write(async (tx) => {
    // Another worker may have made one by now; ours is found at the vendor and removed.
    if (await holdsLease(tx, vendor, owner)) await keepSubscription(tx, vendor, connection.id, after)
  })
  return after.problem

  async function attempt(): Promise<OwnSubscription> {
    if (sealer === null) return { ...before, problem: notKept }
    try {
      return { ...(await settleSubscription(vendor, subscribing, { before, address }, signal)), problem: null }
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error
      const { kind, code, message } = error
      vendor.log.info({ kind, code }, 'the vendor’s webhooks could not be subscribed to')
      return { ...before, problem: { code, message, refused: kind !== 'unreachable' && kind !== 'rate_limited' } }
    }
  }
}

function isSame(before: OwnSubscription, after: OwnSubscription): boolean {
  return JSON.stringify(before) === JSON.stringify(after)
}
