/** A phone number as its digits, so that `+62 851-1760` and `+628511760` are the same number; empty for none. */
export function digitsOf(phoneNumber: string | null): string {
  return phoneNumber?.replaceAll(/\D/g, '') ?? ''
}
