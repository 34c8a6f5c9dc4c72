import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const migrations = path.resolve(import.meta.dirname, '../../src/gateway/storage/migrations')

/** Differs whenever the tables or the rows of the prepared databases do, so that an old one is never measured by mistake. */
export function fingerprint(): string {
  const files = [
    ...readdirSync(migrations)
      .sort()
      .map((name) => path.join(migrations, name)),
    path.join(import.meta.dirname, 'conversation-at.ts'),
    path.join(import.meta.dirname, 'seed.ts'),
  ]
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 8)
}
