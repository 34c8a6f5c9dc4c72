/** A name that nobody else makes: 128 random bits in hexadecimal. `crypto.randomUUID` is kept from pages that come by plain http. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
