import { newId } from '#gateway/auth/random.ts'
import { agentByEmail, insertAgent } from '#gateway/storage/agents.ts'
import type { Storage } from '#gateway/storage/storage.ts'

/** The people whom the demo offers to sign in as; the first one owns the workspace. */
export async function ensureDemoAgents(
  deps: { storage: Storage; workspaceId: string; now: () => number },
  people: readonly { name: string; email: string }[],
): Promise<void> {
  await deps.storage.write(async (tx) => {
    for (const [index, { name, email }] of people.entries()) {
      if ((await agentByEmail(tx, deps.workspaceId, email)) !== undefined) continue
      const role = index === 0 ? 'owner' : 'agent'
      await insertAgent(tx, deps.workspaceId, {
        id: newId('agt'),
        name,
        email,
        role,
        user_id: null,
        created_ms: deps.now(),
      })
    }
  })
}
