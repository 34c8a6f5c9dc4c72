/**
 * Text as both databases can hold it: PostgreSQL takes no NUL and UTF-8 has no lone surrogates, yet both arrive inside valid JSON.
 * Storing the same everywhere keeps a search equal in both.
 */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
