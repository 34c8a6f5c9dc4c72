import { ConnectorError } from '#connectors/connector-error.ts'
import { removeConversation } from '#gateway/usecases/conversations/remove-conversation.ts'
import type { Allowance } from '../allowance.ts'
import { mirrorPage, noLongerWanted, placeOf } from './mirror.ts'
import { callForRow, isReachable, SERVERS_OWN_FAULT } from '../vendor.ts'
import type { Vendor } from '../vendor.ts'

/**
 * Reads one conversation again; one that the vendor no longer has leaves every list. One that the vendor will not show is wanted no
 * longer: the next walk asks again. Where there was no answer it waits its turn from then on, so that it alone never is the probe.
 */
export async function reread(
  vendor: Vendor,
  vendorId: string,
  allowance: Allowance,
  signal: AbortSignal,
): Promise<void> {
  let began = vendor.now()
  try {
    const row = await callForRow(vendor, allowance, signal, () => {
      began = vendor.now()
      return vendor.connector.getConversation(vendorId, signal)
    })
    await mirrorPage(vendor, { rows: [row], malformed: [] }, began, true)
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    if (!isAboutThisRow(vendor, error)) {
      waitForTurn(vendor, vendorId)
      throw error
    }
    if (isGone(error)) await forgetConversation(vendor, vendorId)
  }
  noLongerWanted(vendor, vendorId, began)
}

function waitForTurn({ announced, missed, now }: Vendor, vendorId: string): void {
  announced.delete(vendorId)
  missed.delete(vendorId)
  missed.set(vendorId, now())
}

export async function forgetConversation(vendor: Vendor, vendorId: string): Promise<void> {
  await removeConversation(vendor, { ...placeOf(vendor), vendorId, connectionName: vendor.connection.name })
}

/** Only the vendor's own word says that a conversation is gone; a missing route does not. */
export function isGone(error: unknown): boolean {
  return error instanceof ConnectorError && error.kind === 'not_found' && error.code === 'resource_not_found'
}

/** Whether the failure concerns what was asked for, so that asking for something else makes sense at once. */
export function isAboutThisRow(vendor: Vendor, { kind, status }: ConnectorError): boolean {
  const isOnlyHere = status === SERVERS_OWN_FAULT && isReachable(vendor)
  return kind === 'not_found' || kind === 'malformed' || kind === 'rejected' || isOnlyHere
}
