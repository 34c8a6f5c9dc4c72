/** The first that is more than white space. */
export function first(...candidates: (string | null | undefined)[]): string | null {
  return candidates.find((candidate) => typeof candidate === 'string' && candidate.trim() !== '') ?? null
}

/** Cutting may halve a surrogate pair, which no database would store as it is. */
export function cut(text: string, length: number): string {
  return text.slice(0, length).toWellFormed()
}
