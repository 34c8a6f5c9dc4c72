import { execFileSync } from 'node:child_process'
import path from 'node:path'

const budget = path.resolve(import.meta.dirname, '../scripts/budget.mjs')

/** What the built page loads before a row can show, as the tests hold it to its budget. Throws when it is over. */
export function measureJavaScript(): string {
  return execFileSync(process.execPath, [budget], { encoding: 'utf8' }).trimEnd()
}
