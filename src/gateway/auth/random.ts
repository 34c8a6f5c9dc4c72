import { randomBytes } from 'node:crypto'

/** Gives that many random bytes. Passed in, so that a test can say what chance brings. */
export type RandomBytes = (size: number) => Uint8Array

export const secureRandom: RandomBytes = (size) => randomBytes(size)

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Random characters of Crockford's base 32: five bits each, none that can be misread. */
export function randomCrockford(length: number, random: RandomBytes = secureRandom): string {
  return crockford(random(length))
}

/** One such character for each byte, as random as the bytes are. */
export function crockford(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => CROCKFORD.charAt(byte % CROCKFORD.length)).join('')
}

/** Random characters of 0-9, A-Z and a-z, each as likely as any other. */
export function randomBase62(length: number, random: RandomBytes = secureRandom): string {
  // 256 is no multiple of 62: bytes from 248 on would make the first eight characters likelier, so they are thrown away.
  const fair = Math.floor(256 / BASE62.length) * BASE62.length
  let text = ''
  while (text.length < length) {
    for (const byte of random(length - text.length)) {
      if (byte < fair) text += BASE62.charAt(byte % BASE62.length)
    }
  }
  return text
}

/** An id of ours: its prefix, an underscore, 26 random Crockford characters. */
export function newId(
  prefix: 'agt' | 'req' | 'key' | 'nte' | 'rpl' | 'snd' | 'fst' | 'upl' | 'con',
  random: RandomBytes = secureRandom,
): string {
  return `${prefix}_${randomCrockford(26, random)}`
}
