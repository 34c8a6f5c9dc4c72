import { createHash } from 'node:crypto'
import { randomBase62, secureRandom } from './random.ts'
import type { RandomBytes } from './random.ts'

const PREFIX = 'sgp_live_'
const API_KEY = /^sgp_live_[0-9A-Za-z]{32}$/

/** A new API key and the hash that is stored instead of it. The key is shown once. */
export function createApiKey(random: RandomBytes = secureRandom): { key: string; hash: string } {
  const key = PREFIX + randomBase62(32, random)
  return { key, hash: hashApiKey(key) }
}

/** SHA-256 in hex. Fast on purpose: 190 random bits cannot be guessed, and it is computed for every request. */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/**
 * The API key in an `Authorization` header, or null when it holds anything else. The scheme is read in any case, as RFC 9110 §11.1 asks.
 */
export function bearerKey(header: string): string | null {
  const [scheme, key, ...rest] = header.trim().split(/ +/)
  if (scheme?.toLowerCase() !== 'bearer' || key === undefined || rest.length > 0) return null
  return API_KEY.test(key) ? key : null
}
