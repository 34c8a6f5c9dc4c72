import { createPublicKey, verify, type KeyObject } from 'node:crypto'

const SIGNATURE_BYTES = 64

/** Whether `signature` (base64) signs exactly these bytes with the private half of one of the keys (Ed25519). */
export function isSigned(signature: string | null, body: Uint8Array, publicKeys: readonly string[]): boolean {
  const given = signature?.trim() ?? ''
  // The vendor may send `N/A`, which decodes to something.
  if (!/^[A-Za-z\d+/]{86}==$/.test(given)) return false
  const bytes = Buffer.from(given, 'base64')
  if (bytes.length !== SIGNATURE_BYTES) return false
  return publicKeys.flatMap(keyOf).some((key) => verify(null, body, key, bytes))
}

/** A key as the vendor prints it, SPKI in base64 or PEM. What is none signs nothing. */
function keyOf(text: string): KeyObject[] {
  try {
    const base64 = text.replaceAll(/-----[^-]+-----|\s/g, '')
    const key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' ? [key] : []
  } catch {
    return []
  }
}
