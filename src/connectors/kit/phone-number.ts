/** `+` and digits, or null when there are none. The vendor writes one number three ways, so numbers meet in this form. */
export function toE164(phoneNumber: string | null | undefined): string | null {
  const digits = (phoneNumber ?? '').replace(/\D/g, '')
  return digits === '' ? null : `+${digits}`
}
