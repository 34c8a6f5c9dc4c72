const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const urlSafe = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export type Random = () => number

/** `<prefix>_` and 26 Crockford characters. Not time-sortable on purpose: the vendor's ids are not either. */
export function vendorId(prefix: string, random: Random): string {
  return `${prefix}_${pick(crockford, 26, random)}`
}

/** A URL-safe base64 alphabet string, for secrets and keys. */
export function urlSafeToken(length: number, random: Random): string {
  return pick(urlSafe, length, random)
}

/** Letters and digits only. */
export function plainToken(length: number, random: Random): string {
  return pick(urlSafe.slice(0, -2), length, random)
}

/** Whether a text has the published shape of an id with this prefix. */
export function hasIdShape(prefix: string, value: string): boolean {
  return value.startsWith(`${prefix}_`) && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(value.slice(prefix.length + 1))
}

function pick(alphabet: string, length: number, random: Random): string {
  let out = ''
  for (let i = 0; i < length; i += 1) out += alphabet.charAt(Math.floor(random() * alphabet.length))
  return out
}

/** A random UUID (version 4). */
export function uuid(random: Random): string {
  const hex = pick('0123456789abcdef', 30, random)
  const variant = pick('89ab', 1, random)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${variant}${hex.slice(15, 18)}-${hex.slice(18)}`
}
