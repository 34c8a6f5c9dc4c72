import { queryOptions } from '@tanstack/react-query'
import type * as z from 'zod/mini'
import { endpoints } from '#contract/endpoints.ts'
import type { BodyOf } from '#contract/endpoints.ts'
import type { linkInfoSchema, oneTimeLinkSchema } from '#contract/agent.ts'
import { call } from './http.ts'

export type LinkInfo = z.infer<typeof linkInfoSchema>
export type OneTimeLink = z.infer<typeof oneTimeLinkSchema>

const dataOf = async <T>(answer: Promise<{ data: T }>): Promise<T> => (await answer).data
const settled = async (answer: Promise<unknown>): Promise<void> => void (await answer)

/** What the sign-in page must know before anybody is signed in. */
export const doorQuery = () =>
  queryOptions({ queryKey: ['door'], queryFn: ({ signal }) => dataOf(call(endpoints.getDoor, { signal })) })

/** Who is asking; fails with kind `auth` when nobody is signed in. */
export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => dataOf(call(endpoints.getMe, { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Whom a conversation can be assigned to; a live event asks for it anew. */
export const agentsQuery = () =>
  queryOptions({
    queryKey: ['agents'],
    queryFn: ({ signal }) => dataOf(call(endpoints.listAgents, { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Connected vendors and how they are doing; live events replace it. */
export const connectionsQuery = () =>
  queryOptions({
    queryKey: ['connections'],
    queryFn: ({ signal }) => dataOf(call(endpoints.listConnections, { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Templates that a connection's channel approved. The gateway keeps them for a while itself. */
export const templatesQuery = (connectionId: string) =>
  queryOptions({
    queryKey: ['templates', connectionId],
    queryFn: ({ signal }) => dataOf(call(endpoints.listTemplates, { params: { id: connectionId }, signal })),
  })

/** Vendors' users and which agents they are; only for owners. */
export const identitiesQuery = () =>
  queryOptions({
    queryKey: ['identities'],
    queryFn: ({ signal }) => dataOf(call(endpoints.listIdentities, { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const signIn = (body: BodyOf<typeof endpoints.signIn>): Promise<void> =>
  settled(call(endpoints.signIn, { body }))

/** Only in the demo, only on loopback. */
export const signInToDemo = (agentId: string): Promise<void> =>
  settled(call(endpoints.signInToDemo, { body: { agent_id: agentId } }))

export const signOut = (): Promise<void> => settled(call(endpoints.signOut))

/** The first visit on an empty database; `code` is the one that the start printed. */
export const createOwner = (body: BodyOf<typeof endpoints.createOwner>): Promise<void> =>
  settled(call(endpoints.createOwner, { body }))

/** Other sessions of this agent end. */
export const changePassword = (body: BodyOf<typeof endpoints.changePassword>): Promise<void> =>
  settled(call(endpoints.changePassword, { body }))

/** Answers the one-time link to hand over; it is shown once. */
export const inviteAgent = (body: BodyOf<typeof endpoints.inviteAgent>): Promise<OneTimeLink> =>
  dataOf(call(endpoints.inviteAgent, { body }))

/** Answers a one-time link with which the agent chooses a new password. */
export const resetPassword = (agentId: string): Promise<OneTimeLink> =>
  dataOf(call(endpoints.resetPassword, { params: { id: agentId } }))

/** Whom a one-time link is for; fails with code `invalid_link` when it was used or is too old. */
export const getLink = (token: string): Promise<LinkInfo> => dataOf(call(endpoints.getLink, { params: { token } }))

/** Sets the password and signs in. */
export const redeemLink = (token: string, password: string): Promise<void> =>
  settled(call(endpoints.useLink, { params: { token }, body: { password } }))

export const mapIdentity = (connectionId: string, vendorUserId: string, agentId: string): Promise<void> =>
  settled(
    call(endpoints.mapIdentity, {
      params: { id: connectionId, vendor_user_id: vendorUserId },
      body: { agent_id: agentId },
    }),
  )
