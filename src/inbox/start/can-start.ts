import type { Connection } from '#contract/connection.ts'

/** Whether a connection can begin: only where templates open what free text may not. */
export function canStart({ sends }: Pick<Connection, 'sends'>): boolean {
  return sends !== null && sends.templates && sends.window
}
