import type { Identity } from '#contract/agent.ts'
import type { VendorUser } from '#contract/roster.ts'
import type { Actor } from '#contract/live-event.ts'
import { listAgents } from '#gateway/storage/agents.ts'
import { listConnections } from '#gateway/storage/connections.ts'
import { listSettings } from '#gateway/storage/connection-settings.ts'
import { identitiesOf } from '#gateway/storage/identities.ts'
import { mapIdentity } from './map-identity.ts'
import type { PeopleDeps } from './people-deps.ts'

/**
 * Whom conversations can be assigned to at every vendor, as far as vendors tell or it was seen, and which agent each of them is. One who
 * is nobody yet is suggested to be the agent with the same e-mail. A vendor that does not answer leaves those whom we have seen.
 */
export async function listVendorUsers(deps: PeopleDeps): Promise<VendorUser[]> {
  const { storage, workspace } = deps
  const settings = await listSettings(storage.db, workspace.id)
  const connections = (await listConnections(storage.db, workspace.id)).filter(
    ({ id }) => (settings.get(id)?.removedMs ?? null) === null,
  )
  const byEmail = new Map(
    // Whoever can sign in comes last and so wins over those who were only seen at a vendor.
    (await listAgents(storage.db, workspace.id))
      .toSorted((a, b) => Number(a.user_id !== null) - Number(b.user_id !== null))
      .flatMap(({ id, email }) => (email === null ? [] : [[email.toLowerCase(), id] as const])),
  )
  const users = await Promise.all(
    connections.map(async ({ id }) => {
      const known = await identitiesOf(storage.db, workspace.id, id)
      const isKnown = new Set(known.map((identity) => identity.vendor_user_id))
      const others = (await deps.listVendorUsers(id)).filter((user) => !isKnown.has(user.id))
      return known.map(asKnown).concat(
        others.map(({ id: vendorUserId, name, email }) => ({
          connection_id: id,
          vendor_user_id: vendorUserId,
          name,
          email,
          agent_id: null,
          suggested_agent_id: email === null ? null : (byEmail.get(email.toLowerCase()) ?? null),
        })),
      )
    }),
  )
  return users.flat()
}

/** Takes every suggestion as it stands now. Answers who became whom. */
export async function acceptSuggestions(deps: PeopleDeps, actor: Actor): Promise<Identity[]> {
  const accepted: Identity[] = []
  for (const { connection_id, vendor_user_id, suggested_agent_id: agentId } of await listVendorUsers(deps)) {
    if (agentId === null) continue
    const mapping = { connectionId: connection_id, vendorUserId: vendor_user_id, agentId, actor }
    accepted.push(await mapIdentity(deps, mapping))
  }
  return accepted
}

function asKnown({ connection_id, vendor_user_id, name, email, agent_id }: Identity): VendorUser {
  return { connection_id, vendor_user_id, name, email, agent_id, suggested_agent_id: null }
}
