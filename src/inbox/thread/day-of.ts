const two = (value: number) => String(value).padStart(2, '0')

/** The local day of an ISO instant, as a key: `2026-11-20`. */
export function dayOf(iso: string): string {
  const at = new Date(iso)
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
