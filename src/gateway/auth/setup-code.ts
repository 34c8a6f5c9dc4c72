import { createHash, timingSafeEqual } from 'node:crypto'
import { randomCrockford, secureRandom } from './random.ts'
import type { RandomBytes } from './random.ts'

const LENGTH = 12

/** The code that the start prints and that creates the first owner. It lives in memory only: another start prints another. */
export type SetupCode = {
  /** As printed: `XXXX-XXXX-XXXX`. */
  text: string
  /** Forgives case, dashes, spaces and the letters that are read as digits; takes the same time for every wrong guess. */
  matches(typed: string): boolean
}

/** Makes a code of 60 random bits. */
export function createSetupCode(random: RandomBytes = secureRandom): SetupCode {
  const code = randomCrockford(LENGTH, random)
  const expected = digest(code)
  return {
    text: code.replaceAll(/(.{4})(?=.)/g, '$1-'),
    matches: (typed) => timingSafeEqual(digest(asWritten(typed)), expected),
  }
}

// The digests are compared, not the codes: they are always of one length, and where they first differ says nothing of the code.
function digest(code: string): Buffer {
  return createHash('sha256').update(code).digest()
}

function asWritten(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
}
