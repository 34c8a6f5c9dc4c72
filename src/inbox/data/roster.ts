import { queryOptions } from '@tanstack/react-query'
import type * as z from 'zod/mini'
import type { oneTimeLinkSchema, VendorUser } from '#contract/roster.ts'
import type { Role } from '#contract/agent.ts'
import type { BodyOf } from '#contract/endpoints/endpoint.ts'
import { rosterEndpoints } from '#contract/endpoints/roster.ts'
import { dataOf, settled } from './answers.ts'
import { call } from './http.ts'
import { identitiesKey } from './session.ts'

export type OneTimeLink = z.infer<typeof oneTimeLinkSchema>

/** Answers the one-time link to hand over; it is shown once. */
export const inviteAgent = (body: BodyOf<typeof rosterEndpoints.inviteAgent>): Promise<OneTimeLink> =>
  dataOf(call(rosterEndpoints.inviteAgent, { body }))

/** Answers a one-time link with which the agent chooses a new password. */
export const resetPassword = (agentId: string): Promise<OneTimeLink> =>
  dataOf(call(rosterEndpoints.resetPassword, { params: { id: agentId } }))

/** Whom conversations can be assigned to at each vendor, and which agents they are or may be. */
export const vendorUsersQuery = () =>
  queryOptions({
    queryKey: identitiesKey,
    queryFn: ({ signal }): Promise<VendorUser[]> => dataOf(call(rosterEndpoints.listVendorUsers, { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Takes every suggestion. */
export const acceptSuggestions = (): Promise<void> => settled(call(rosterEndpoints.acceptSuggestions, {}))

export const changeRole = (agentId: string, role: Role): Promise<void> =>
  settled(call(rosterEndpoints.changeRole, { params: { id: agentId }, body: { role } }))

export const mapIdentity = (connectionId: string, vendorUserId: string, agentId: string): Promise<void> =>
  settled(
    call(rosterEndpoints.mapIdentity, {
      params: { id: connectionId, vendor_user_id: vendorUserId },
      body: { agent_id: agentId },
    }),
  )
