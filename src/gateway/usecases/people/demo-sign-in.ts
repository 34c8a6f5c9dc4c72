import type { Cookies } from '#gateway/auth/accounts.ts'
import { agentByEmail, updateAgent } from '#gateway/storage/agents.ts'
import type { AgentRow } from '#gateway/storage/agents.ts'
import { fail } from '../fail.ts'
import type { PeopleDeps } from './people-deps.ts'

/** The agents that one click signs in as, in the order of offering; none outside the demo, and none that are not there yet. */
export async function demoAgents({ demo, storage, workspace }: PeopleDeps): Promise<AgentRow[]> {
  const found = await Promise.all((demo?.emails ?? []).map((email) => agentByEmail(storage.db, workspace.id, email)))
  return found.filter((agent) => agent !== undefined)
}

/**
 * Signs in as a demo agent, without a password. Fails with `resource_not_found` outside the demo and with `invalid_field_value` for
 * anybody who is not offered. Whether the caller sits at this machine is for the caller's caller to check.
 */
export async function demoSignIn(deps: PeopleDeps, agentId: string): Promise<Cookies> {
  const { accounts, storage, workspace, demo } = deps
  if (demo === null) return fail('resource_not_found')
  const agent = (await demoAgents(deps)).find(({ id }) => id === agentId)
  if (agent === undefined || agent.email === null) return fail('invalid_field_value', { param: 'agent_id' })
  const userId = agent.user_id ?? (await accounts.userOf({ name: agent.name, email: agent.email }))
  if (agent.user_id === null) {
    await storage.write((tx) => updateAgent(tx, workspace.id, agent.id, { user_id: userId }))
    deps.announceAgents()
  }
  return (await accounts.startSession(userId)) ?? fail('internal_error')
}
