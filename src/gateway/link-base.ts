import { isLoopbackHostName } from './auth/origin.ts'
import type { Environment } from './env.ts'

/** In the demo nothing leaves the process: this name leads nowhere, and the simulated vendor asks the gateway itself. */
export const DEMO_ADDRESS = 'https://sigap.demo.test'

/**
 * Where vendors fetch the files that agents send; null when they cannot. Vendors take https addresses only. One on this machine is good for
 * a simulated vendor that runs on it, too, and for no other.
 */
export function linkBaseOf(env: Environment, isDemo: boolean): string | null {
  if (isDemo) return DEMO_ADDRESS
  const { SIGAP_PUBLIC_URL: own, KIRIM_BASE_URL: vendor } = env
  if (own === undefined) return null
  const mayBeNearby = env.SIGAP_ALLOW_PRIVATE_URLS === '1' || (vendor !== undefined && isOnThisMachine(vendor))
  const isNearby = mayBeNearby && isOnThisMachine(own)
  return new URL(own).protocol === 'https:' || isNearby ? own : null
}

function isOnThisMachine(url: string): boolean {
  return isLoopbackHostName(new URL(url).hostname.replace(/^\[|\]$/g, ''))
}
