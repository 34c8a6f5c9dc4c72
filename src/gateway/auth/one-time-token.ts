import { createHash } from 'node:crypto'
import { secureRandom } from './random.ts'
import type { RandomBytes } from './random.ts'

const BYTES = 32

/** A secret for a one-time link, 43 characters that need no escaping in a URL, and the hash that is stored instead of it. */
export function createOneTimeToken(random: RandomBytes = secureRandom): { token: string; hash: string } {
  const token = Buffer.from(random(BYTES)).toString('base64url')
  return { token, hash: hashOneTimeToken(token) }
}

/** SHA-256 in hex. Fast on purpose: 256 random bits cannot be guessed, however quickly one hashes. */
export function hashOneTimeToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
