import type { Connection } from '#contract/connection.ts'

/** Whether a connection can begin: only where templates open what free text may not. */
export function canStart({ channels }: Pick<Connection, 'channels'>): boolean {
  return channels.some(({ sends }) => sends?.starts_with === 'number' && sends.templates && sends.window)
}
