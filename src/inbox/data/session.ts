import { queryOptions } from '@tanstack/react-query'
import { workspaceEndpoints } from '#contract/endpoints/workspace.ts'
import { dataOf } from './answers.ts'
import { call } from './http.ts'

/** Who is asking; fails with kind `auth` when nobody is signed in. */
export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => dataOf(call(workspaceEndpoints.getMe, { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Whom a conversation can be assigned to; a live event asks for it anew. */
export const agentsQuery = () =>
  queryOptions({
    queryKey: ['agents'],
    queryFn: ({ signal }) => dataOf(call(workspaceEndpoints.listAgents, { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Connected vendors and how they are doing; live events replace it. */
export const connectionsQuery = () =>
  queryOptions({
    queryKey: ['connections'],
    queryFn: ({ signal }) => dataOf(call(workspaceEndpoints.listConnections, { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Vendors' users and which agents they are; only owners ask for them. */
export const identitiesKey = ['identities'] as const
