import { getAgent } from '#gateway/storage/agents.ts'
import { fail } from '../fail.ts'
import { makeOneTimeLink } from './one-time-link.ts'
import type { OneTimeLink } from './one-time-link.ts'
import type { PeopleDeps } from './people-deps.ts'

/**
 * Makes a link with which an agent chooses a new password, or a first one when they never signed in. The old password goes on working
 * until then. Fails with `resource_not_found`, or with `missing_required_field` for an agent of whom no e-mail is known.
 */
export async function resetPassword(deps: PeopleDeps, agentId: string): Promise<OneTimeLink> {
  const link = await deps.storage.write(async (tx) => {
    const agent = (await getAgent(tx, deps.workspace.id, agentId)) ?? fail('resource_not_found')
    if (agent.email === null) {
      fail('missing_required_field', {
        param: 'email',
        message: 'No e-mail of this agent is known. Invite them with one, then say which vendor user they are.',
      })
    }
    return makeOneTimeLink(tx, deps, agent.id, agent.user_id === null ? 'invite' : 'reset')
  })
  deps.announceAgents()
  return link
}
