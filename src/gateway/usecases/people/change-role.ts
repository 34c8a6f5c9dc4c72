import type { Agent, Role } from '#contract/agent.ts'
import { countOwners, getAgent, updateAgent } from '#gateway/storage/agents.ts'
import { allocateSeqs } from '#gateway/storage/workspaces.ts'
import { fail } from '../fail.ts'
import { listAgents } from './list-agents.ts'
import type { PeopleDeps } from './people-deps.ts'

/** Says what an agent may do, from their next request on. Fails with `resource_not_found`, or `last_owner` where none would be left. */
export async function changeRole(deps: PeopleDeps, agentId: string, role: Role): Promise<Agent> {
  const { storage, workspace } = deps
  await storage.write(async (tx) => {
    // Every other writer waits, so two owners cannot demote each other at once.
    await allocateSeqs(tx, workspace.id, 1)
    const before = (await getAgent(tx, workspace.id, agentId)) ?? fail('resource_not_found')
    const isLast = before.role === 'owner' && role !== 'owner' && (await countOwners(tx, workspace.id)) === 1
    if (isLast) fail('last_owner')
    await updateAgent(tx, workspace.id, agentId, { role })
  })
  deps.announceAgents()
  return (await listAgents(deps)).find(({ id }) => id === agentId) ?? fail('resource_not_found')
}
