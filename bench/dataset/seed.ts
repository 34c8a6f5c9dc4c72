import { sql } from 'kysely'
import { WORKSPACE } from '#gateway/open-storage.ts'
import { readSecret } from '#gateway/secret.ts'
import { insertAgent } from '#gateway/storage/agents.ts'
import { upsertConnection } from '#gateway/storage/connections.ts'
import { insertConversations } from '#gateway/storage/conversations.ts'
import { adjustCounts, countDrift } from '#gateway/storage/counts.ts'
import { migrate } from '#gateway/storage/migrate.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { ensureWorkspace } from '#gateway/storage/workspaces.ts'
import type { ConnectionHealth } from '#gateway/usecases/connections/connection-health.ts'
import { createApiKey } from '#gateway/usecases/people/create-api-key.ts'
import { AGENTS, CONNECTION_ID, conversationAt } from './conversation-at.ts'

/** How a prepared database is used: a key for its API, and what its cursors are signed with. */
export type Access = { apiKey: string; secret: string }

const ROWS_PER_TRANSACTION = 20_000
const HEALTH: ConnectionHealth = {
  state: 'ok',
  problem: null,
  lastSyncMs: 0,
  backfill: { done: true, rows: 0 },
  webhooks: false,
  channels: [
    {
      name: 'whatsapp',
      holds: ['status', 'assignee'],
      sends: { max_text: 4096, window: false, templates: false, files: null, starts_with: null },
      assigning: null,
      sending: null,
    },
  ],
}

/** Fills an empty database with `rows` conversations through the storage's own functions. */
export async function seed(storage: Storage, rows: number, onProgress: (done: number) => void): Promise<Access> {
  await migrate(storage)
  await storage.write((tx) => ensureWorkspace(tx, WORKSPACE.id, WORKSPACE.name, 0))
  await seedPeople(storage)
  // Every row touches a dozen indexes; with the memory of a gateway most of the time would go into fetching their pages again.
  if (storage.dialect === 'sqlite') await storage.write((tx) => sql`pragma cache_size = -256000`.execute(tx))
  for (let from = 0; from < rows; from += ROWS_PER_TRANSACTION) {
    const some = Array.from({ length: Math.min(ROWS_PER_TRANSACTION, rows - from) }, (_, at) =>
      conversationAt(from + at),
    )
    await storage.write((tx) => insertConversations(tx, some))
    onProgress(from + some.length)
  }
  const drift = await storage.snapshot((db) => countDrift(db, WORKSPACE.id, CONNECTION_ID))
  await storage.write((tx) => adjustCounts(tx, WORKSPACE.id, drift))
  return {
    apiKey: await createApiKey({ storage, workspaceId: WORKSPACE.id, now: Date.now }, 'bench'),
    secret: await readSecret(storage, WORKSPACE.id),
  }
}

async function seedPeople(storage: Storage): Promise<void> {
  await storage.write(async (tx) => {
    for (const agent of AGENTS) {
      await insertAgent(tx, WORKSPACE.id, { ...agent, role: 'agent', user_id: null, created_ms: 0 })
    }
    await upsertConnection(tx, WORKSPACE.id, {
      id: CONNECTION_ID,
      vendor: 'kirim',
      vendor_name: 'Kirim.chat',
      name: 'Kirim.chat',
      base_url: 'https://vendor.example/v1',
      account_id: null,
      health: JSON.stringify(HEALTH),
      progress: '{}',
      lease_owner: null,
      lease_until_ms: 0,
      created_ms: 0,
    })
  })
}
