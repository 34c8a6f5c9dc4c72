import { newId } from '#gateway/auth/random.ts'
import { insertAgent, listAgents, updateAgent } from '#gateway/storage/agents.ts'
import { fail } from '../fail.ts'
import { makeOneTimeLink } from './one-time-link.ts'
import type { OneTimeLink } from './one-time-link.ts'
import type { PeopleDeps } from './people-deps.ts'

/**
 * Adds an agent and makes the link that lets them in. Somebody whom a vendor showed us as an assignee, found by e-mail, becomes that
 * agent instead of a second one; somebody invited before gets another link. Fails with `already_exists` for who can sign in already.
 */
export async function inviteAgent(
  deps: PeopleDeps,
  { name, email }: { name: string; email: string },
): Promise<OneTimeLink> {
  const { storage, workspace, random, now } = deps
  const link = await storage.write(async (tx) => {
    const namesakes = (await listAgents(tx, workspace.id)).filter((agent) => sameEmail(agent.email, email))
    if (namesakes.some((agent) => agent.user_id !== null)) {
      fail('already_exists', {
        param: 'email',
        message: 'Somebody with this e-mail can sign in already. Make a reset link if the password is lost.',
      })
    }
    const [known] = namesakes.toSorted((a, b) => a.created_ms - b.created_ms)
    const id = known?.id ?? newId('agt', random)
    if (known === undefined) {
      const agent = { id, name, email, role: 'agent', user_id: null, created_ms: now() } as const
      await insertAgent(tx, workspace.id, agent)
    } else {
      await updateAgent(tx, workspace.id, id, { name, email })
    }
    return makeOneTimeLink(tx, deps, id, 'invite')
  })
  deps.announceAgents()
  return link
}

function sameEmail(a: string | null, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase()
}
