import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far the signature's time may lie from ours, in milliseconds, either way. */
const TOLERANCE_MS = 300_000

/**
 * Whether `header` (`t=<unix seconds>,v1=<hex>[,v1=<hex>…]`) signs these bytes with one of the secrets, at about `now`. While a
 * secret is rotated the vendor signs with each, so any secret may match any `v1`. The key is the secret as issued, `whsec_` included.
 */
export function isSigned(header: string | null, body: Uint8Array, secrets: readonly string[], now: number): boolean {
  const parts = (header ?? '').split(',').map((part) => part.trim())
  const t = valuesOf(parts, 't')[0] ?? ''
  if (!/^\d{1,12}$/.test(t) || Math.abs(now - Number(t) * 1000) > TOLERANCE_MS) return false

  const given = valuesOf(parts, 'v1')
    .filter((hex) => /^[\da-f]{64}$/i.test(hex))
    .map((hex) => Buffer.from(hex, 'hex'))
  return (
    secrets
      // An empty secret would let anybody sign.
      .filter((secret) => secret.trim() !== '')
      .map((secret) => createHmac('sha256', secret).update(`${t}.`).update(body).digest())
      .some((expected) => given.some((signature) => timingSafeEqual(signature, expected)))
  )
}

/** All values of a name: a key-value map would keep one `v1` of several. */
function valuesOf(parts: readonly string[], name: string): string[] {
  return parts.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1))
}
