import { queryOptions } from '@tanstack/react-query'
import type { BodyOf } from '#contract/endpoints/endpoint.ts'
import { signInEndpoints } from '#contract/endpoints/sign-in.ts'
import { dataOf, settled } from './answers.ts'
import { call } from './http.ts'

/** What the sign-in page must know before anybody is signed in. */
export const doorQuery = () =>
  queryOptions({ queryKey: ['door'], queryFn: ({ signal }) => dataOf(call(signInEndpoints.getDoor, { signal })) })

export const signIn = (body: BodyOf<typeof signInEndpoints.signIn>): Promise<void> =>
  settled(call(signInEndpoints.signIn, { body }))

/** Only in the demo, only on loopback. */
export const signInToDemo = (agentId: string): Promise<void> =>
  settled(call(signInEndpoints.signInToDemo, { body: { agent_id: agentId } }))

export const signOut = (): Promise<void> => settled(call(signInEndpoints.signOut))

/** The first visit on an empty database; `code` is the one that the start printed. */
export const createOwner = (body: BodyOf<typeof signInEndpoints.createOwner>): Promise<void> =>
  settled(call(signInEndpoints.createOwner, { body }))

/** Other sessions of this agent end. */
export const changePassword = (body: BodyOf<typeof signInEndpoints.changePassword>): Promise<void> =>
  settled(call(signInEndpoints.changePassword, { body }))

/** Whom a one-time link is for; fails with code `invalid_link` when it was used or is too old. */
export const linkQuery = (token: string) =>
  queryOptions({
    queryKey: ['link', token],
    queryFn: ({ signal }) => dataOf(call(signInEndpoints.getLink, { params: { token }, signal })),
    retry: false,
  })

/** Sets the password and signs in. */
export const redeemLink = (token: string, password: string): Promise<void> =>
  settled(call(signInEndpoints.useLink, { params: { token }, body: { password } }))
