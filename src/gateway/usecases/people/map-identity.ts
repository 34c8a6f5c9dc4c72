import type { Identity } from '#contract/agent.ts'
import type { Actor } from '#contract/live-event.ts'
import { getAgent } from '#gateway/storage/agents.ts'
import { identitiesOf, identityByVendorUser, putIdentity } from '#gateway/storage/identities.ts'
import type { IdentityRow } from '#gateway/storage/identities.ts'
import { fail } from '../fail.ts'
import type { PeopleDeps } from './people-deps.ts'

type Mapping = { connectionId: string; vendorUserId: string; agentId: string; actor: Actor }

/** Vendors' users, of all connections, and which agents they are. */
export async function listIdentities({ storage, workspace }: PeopleDeps): Promise<Identity[]> {
  return (await identitiesOf(storage.db, workspace.id)).map(presentIdentity)
}

/**
 * Says which agent a vendor's user is, and gives that agent the conversations the user has, in one transaction. Fails with
 * `resource_not_found` for a user who was never seen and whom the vendor does not list, and with `invalid_field_value` for an unknown agent.
 */
export async function mapIdentity(
  deps: PeopleDeps,
  { connectionId, vendorUserId, agentId, actor }: Mapping,
): Promise<Identity> {
  const workspaceId = deps.workspace.id
  const listed = await listedUser(deps, connectionId, vendorUserId)
  const { identity, moved } = await deps.storage.write(async (tx) => {
    const before = await identityByVendorUser(tx, workspaceId, connectionId, vendorUserId)
    if (before === undefined && listed === undefined) return fail('resource_not_found')
    if ((await getAgent(tx, workspaceId, agentId)) === undefined) fail('invalid_field_value', { param: 'agent_id' })
    if (before === undefined) {
      const { name = null, email = null } = listed ?? {}
      const first = { connection_id: connectionId, vendor_user_id: vendorUserId, agent_id: agentId, name, email }
      await putIdentity(tx, workspaceId, first)
      return { identity: first, moved: true }
    }
    if (before.agent_id === agentId) return { identity: before, moved: false }
    const identity = { ...before, agent_id: agentId }
    await putIdentity(tx, workspaceId, identity)
    const move = { workspaceId, connectionId, vendorUserId, from: before.agent_id, to: agentId, actor }
    await deps.reassignIdentity(tx, move, deps.now())
    return { identity, moved: true }
  })
  if (moved) deps.announceAgents()
  return presentIdentity(identity)
}

/** One whom we have seen need not be asked for. */
async function listedUser(deps: PeopleDeps, connectionId: string, vendorUserId: string) {
  const known = await identityByVendorUser(deps.storage.db, deps.workspace.id, connectionId, vendorUserId)
  if (known !== undefined) return undefined
  return (await deps.listVendorUsers(connectionId)).find(({ id }) => id === vendorUserId)
}

function presentIdentity({
  connection_id,
  vendor_user_id,
  name,
  email,
  agent_id,
}: Omit<IdentityRow, 'workspace_id'>): Identity {
  return { connection_id, vendor_user_id, name, email, agent_id }
}
