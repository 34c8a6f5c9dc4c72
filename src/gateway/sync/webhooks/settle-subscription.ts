import { ConnectorError } from '#connectors/connector-error.ts'
import type { Subscribing } from '#connectors/webhooks.ts'
import type { OwnSubscription } from '#gateway/usecases/connections/own-subscription.ts'
import { makeWebhookSecret } from '#gateway/usecases/connections/webhook-secret.ts'
import { callAside } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

type Settled = { id: string; secret: string }

/**
 * Leaves one subscription to `address` at the vendor, whole, with a secret that we know. What else leads there is removed: it was left by
 * an attempt whose end nobody saw, or nobody knows its secret any more. Throws `ConnectorError`; doing it again goes on from there.
 */
export async function settleSubscription(
  vendor: Vendor,
  subscribing: Subscribing,
  { before, address }: { before: OwnSubscription; address: string },
  signal: AbortSignal,
): Promise<Settled> {
  const write = <T>(call: () => Promise<T>) => callAside(vendor, vendor.writes, signal, call)
  const listed = await callAside(vendor, vendor.steady, signal, () => subscribing.list(signal))
  const { id: ownId, secret } = before
  const known = listed.find(({ id }) => id === ownId)
  const kept = known !== undefined && secret !== null && (await isWhole(known)) ? { id: known.id, secret } : null
  for (const { id } of listed.filter((one) => one.address === address || one.id === ownId)) {
    if (id !== kept?.id) await write(() => subscribing.remove(id, signal))
  }
  return kept ?? (await write(() => subscribing.create({ address, secret: makeWebhookSecret() }, signal)))

  /** As it is, or mended; false where the vendor does not mend it, so that it has to be made anew. */
  async function isWhole(found: Awaited<ReturnType<Subscribing['list']>>[number]): Promise<boolean> {
    if (found.isWhole && found.address === address) return true
    try {
      await write(() => subscribing.mend(found.id, address, signal))
      return true
    } catch (error) {
      if (error instanceof ConnectorError && (error.kind === 'not_found' || error.kind === 'rejected')) return false
      throw error
    }
  }
}
