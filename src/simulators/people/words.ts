/** The entries of a comma-separated list. */
export function words(list: string): string[] {
  return list.split(',').map((word) => word.trim())
}
