import type { CountCell } from '#contract/counts.ts'

/** The WhatsApp accounts that have conversations, as digits, in a stable order; those whose account is unknown are left out. */
export function accountsOf(cells: readonly CountCell[]): string[] {
  return [...new Set(cells.map((cell) => cell.account))].filter(Boolean).sort()
}
