import { createHmac, timingSafeEqual } from 'node:crypto'

/** Whether `header` is the hexadecimal HMAC-SHA256 of these bytes with one of the secrets. No time is signed, so none is checked. */
export function isSigned(header: string | null, body: Uint8Array, secrets: readonly string[]): boolean {
  const hex = (header ?? '').trim()
  if (!/^[\da-f]{64}$/i.test(hex)) return false
  const given = Buffer.from(hex, 'hex')
  return (
    secrets
      // An empty secret would let anybody sign.
      .filter((secret) => secret.trim() !== '')
      .some((secret) => timingSafeEqual(createHmac('sha256', secret).update(body).digest(), given))
  )
}
