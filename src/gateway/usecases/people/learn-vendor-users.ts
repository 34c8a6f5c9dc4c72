import type { VendorUser } from '#connectors/reading.ts'
import { agentByEmail, insertAgent } from '#gateway/storage/agents.ts'
import { identitiesOf, putIdentity } from '#gateway/storage/identities.ts'
import type { Tx } from '#gateway/storage/storage.ts'
import { newId } from '#gateway/auth/random.ts'

/**
 * Makes sure that every vendor user has an agent, and answers agent ids by vendor user id. A user with the e-mail of one of our
 * agents is that agent; any other becomes an agent without a sign-in, so that nobody is assigned to a bare id.
 */
export async function learnVendorUsers(
  tx: Tx,
  workspaceId: string,
  connectionId: string,
  users: readonly VendorUser[],
  now: number,
): Promise<Map<string, string>> {
  const agents = new Map(
    (await identitiesOf(tx, workspaceId, connectionId)).map((identity) => [identity.vendor_user_id, identity.agent_id]),
  )
  for (const user of users) {
    if (agents.has(user.id)) continue
    const agentId = (await agentOfEmail(tx, workspaceId, user.email)) ?? (await newAgent(tx, workspaceId, user, now))
    await putIdentity(tx, workspaceId, {
      connection_id: connectionId,
      vendor_user_id: user.id,
      agent_id: agentId,
      name: user.name,
      email: user.email,
    })
    agents.set(user.id, agentId)
  }
  return agents
}

async function agentOfEmail(tx: Tx, workspaceId: string, email: string | null) {
  return email === null ? undefined : (await agentByEmail(tx, workspaceId, email))?.id
}

async function newAgent(tx: Tx, workspaceId: string, user: VendorUser, now: number) {
  const id = newId('agt')
  await insertAgent(tx, workspaceId, {
    id,
    name: user.name ?? user.email ?? user.id,
    email: user.email,
    role: 'agent',
    user_id: null,
    created_ms: now,
  })
  return id
}
