import type { Cookies } from '#gateway/auth/accounts.ts'
import { hashOneTimeToken } from '#gateway/auth/one-time-token.ts'
import { agentByUserId, getAgent, updateAgent } from '#gateway/storage/agents.ts'
import type { AgentRow } from '#gateway/storage/agents.ts'
import { consumeLink, usableLink } from '#gateway/storage/links.ts'
import { fail } from '../fail.ts'
import type { PeopleDeps } from './people-deps.ts'

/** Whom a link is for. Fails with `invalid_link` when it was used, is too old or never was. */
export async function lookAtLink({ storage, workspace, now }: PeopleDeps, token: string) {
  const link = (await usableLink(storage.db, workspace.id, hashOneTimeToken(token), now())) ?? fail('invalid_link')
  const { name, email } = reachable(await getAgent(storage.db, workspace.id, link.agent_id))
  return { name, email, purpose: link.purpose }
}

/**
 * Sets the password of whom the link is for, ends their other sessions and signs them in. A link works once, however many try at the
 * same moment: every other one fails with `invalid_link`.
 */
export async function useLink(
  deps: PeopleDeps,
  { token, password }: { token: string; password: string },
): Promise<Cookies> {
  const { storage, workspace, accounts, now } = deps
  const agent = await storage.write(async (tx) => {
    const link = (await consumeLink(tx, workspace.id, hashOneTimeToken(token), now())) ?? fail('invalid_link')
    return reachable(await getAgent(tx, workspace.id, link.agent_id))
  })
  const userId = agent.user_id ?? (await accounts.userOf(agent))
  const holder = await agentByUserId(storage.db, workspace.id, userId)
  if (holder !== undefined && holder.id !== agent.id) {
    fail('already_exists', {
      param: 'email',
      message: 'Another agent signs in with this e-mail. Ask the owner to sort it out.',
    })
  }
  await accounts.setPassword(userId, password)
  await storage.write((tx) => updateAgent(tx, workspace.id, agent.id, { user_id: userId }))
  deps.announceAgents()
  return (await accounts.startSession(userId)) ?? fail('internal_error')
}

function reachable(agent: AgentRow | undefined): AgentRow & { email: string } {
  if (agent === undefined || agent.email === null) return fail('invalid_link')
  return { ...agent, email: agent.email }
}
