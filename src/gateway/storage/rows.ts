import type { Tables } from './tables.ts'

/** A row without its workspace, for functions that are told the workspace apart. */
export type WithoutWorkspace<T extends keyof Tables> = Omit<Tables[T], 'workspace_id'>

/** Statements take a limited number of parameters (SQLite 32,766), so many rows go in several statements. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
