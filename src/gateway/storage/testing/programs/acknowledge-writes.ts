import { migrate } from '../../migrate.ts'
import { openSqlite } from '../../open-sqlite.ts'
import { allocateSeqs, ensureWorkspace } from '../../workspaces.ts'

// Writes to the database named by its argument until it is killed, and says the number of each write once it is acknowledged.
const storage = openSqlite(process.argv[2] ?? '')
await migrate(storage)
await storage.write((tx) => ensureWorkspace(tx, 'wsp', 'Test', 1))
for (;;) {
  const seq = await storage.write((tx) => allocateSeqs(tx, 'wsp', 1))
  process.stdout.write(`${seq}\n`)
}
