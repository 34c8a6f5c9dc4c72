import type { Door } from '#contract/sign-in.ts'
import { countOwners } from '#gateway/storage/agents.ts'
import { demoAgents } from './demo-sign-in.ts'
import type { PeopleDeps } from './people-deps.ts'

/** What the sign-in page must know. `atThisMachine`: the demo opens to nobody else. */
export async function showDoor(deps: PeopleDeps, atThisMachine: boolean): Promise<Door> {
  const offered = atThisMachine ? await demoAgents(deps) : []
  return {
    needs_owner: deps.demo === null && (await countOwners(deps.storage.db, deps.workspace.id)) === 0,
    demo_agents: offered.map(({ id, name }) => ({ id, name })),
  }
}
