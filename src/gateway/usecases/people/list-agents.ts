import type { Agent } from '#contract/agent.ts'
import { listAgents as readAgents } from '#gateway/storage/agents.ts'
import type { AgentRow } from '#gateway/storage/agents.ts'
import { invitedAgents } from '#gateway/storage/links.ts'
import type { PeopleDeps } from './people-deps.ts'

/** Everybody whom a conversation can be assigned to, by name. */
export async function listAgents({ storage, workspace, now }: PeopleDeps): Promise<Agent[]> {
  const invited = await invitedAgents(storage.db, workspace.id, now())
  return (await readAgents(storage.db, workspace.id)).map((agent) => presentAgent(agent, invited.has(agent.id)))
}

/** An agent as the API shows them. `invited`: they hold a link that was not used yet. */
export function presentAgent({ id, name, email, role, user_id }: AgentRow, invited: boolean): Agent {
  const state = user_id !== null ? 'active' : invited ? 'invited' : 'known'
  return { id, object: 'agent', name, email, role, state }
}
