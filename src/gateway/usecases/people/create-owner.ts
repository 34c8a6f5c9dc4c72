import type { Cookies } from '#gateway/auth/accounts.ts'
import { newId } from '#gateway/auth/random.ts'
import { agentByEmail, countOwners, insertAgent, updateAgent } from '#gateway/storage/agents.ts'
import type { Tx } from '#gateway/storage/storage.ts'
import { allocateSeqs } from '#gateway/storage/workspaces.ts'
import { fail } from '../fail.ts'
import { limitGuesses } from './guess-limits.ts'
import type { PeopleDeps } from './people-deps.ts'

type FirstVisit = { code: string; name: string; email: string; password: string; address: string }

/**
 * Creates the owner of a workspace that has none, and signs them in. Fails with `already_exists` as soon as there is one, with
 * `invalid_field_value` for `code` when it is not what the start printed, or with `rate_limit_exceeded`.
 */
export async function createOwner(deps: PeopleDeps, visit: FirstVisit): Promise<Cookies> {
  const { accounts, storage, workspace, setupCode, guessLimits, now } = deps
  if (deps.demo !== null || (await countOwners(storage.db, workspace.id)) > 0) refuseSecondOwner()

  const limits = [{ attempts: guessLimits.setupCode, name: visit.address }]
  const right = await limitGuesses(limits, now(), async () => (setupCode.matches(visit.code) ? true : null))
  if (right === null) {
    fail('invalid_field_value', {
      param: 'code',
      message:
        'This is not the code that Sigap printed when it started. Look in the terminal or the log of this gateway.',
    })
  }

  const userId = await accounts.userOf(visit)
  await accounts.setPassword(userId, visit.password)
  await storage.write(async (tx) => {
    // Taking a seq makes every other writer of the workspace wait, so of two first visits at once one sees the other's owner.
    await allocateSeqs(tx, workspace.id, 1)
    if ((await countOwners(tx, workspace.id)) > 0) refuseSecondOwner()
    await putOwner(tx, deps, { ...visit, userId })
  })
  deps.announceAgents()
  return (await accounts.startSession(userId)) ?? fail('internal_error')
}

/** The vendor may have shown the owner to us as an assignee already. */
async function putOwner(tx: Tx, deps: PeopleDeps, { name, email, userId }: FirstVisit & { userId: string }) {
  const columns = { name, email, role: 'owner', user_id: userId } as const
  const known = await agentByEmail(tx, deps.workspace.id, email)
  if (known !== undefined) return updateAgent(tx, deps.workspace.id, known.id, columns)
  const id = newId('agt', deps.random)
  return insertAgent(tx, deps.workspace.id, { id, ...columns, created_ms: deps.now() })
}

function refuseSecondOwner(): never {
  fail('already_exists', {
    message: 'This workspace has an owner already. Sign in, or ask the owner for an invitation.',
  })
}
