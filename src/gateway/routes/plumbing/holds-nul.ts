/** Whether a JSON value holds a NUL character anywhere. PostgreSQL refuses to store one, which must be a 400 and not a 500. */
export function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\u0000')
  if (Array.isArray(value)) return value.some(holdsNul)
  if (typeof value === 'object' && value !== null) return Object.entries(value).flat().some(holdsNul)
  return false
}
