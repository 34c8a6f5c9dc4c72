import type { ConnectorError } from '#connectors/connector-error.ts'
import { atLeast, spread } from '../health.ts'
import type { Vendor } from '../vendor.ts'

const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 15_000

/** How long a write waits that failed after `attempts` others, in milliseconds: as the vendor asks, else twice as long each time. */
export function retryDelay(vendor: Vendor, attempts: number, error: ConnectorError): number {
  if (error.retryAfterMs !== null) return atLeast(error.retryAfterMs, vendor.random())
  return spread(Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempts), vendor.random())
}
