import { queryOptions } from '@tanstack/react-query'
import type {
  ConnectionSetup,
  ConnectionTest,
  Quarantined,
  removedConnectionSchema,
  savedConnectionSchema,
  Vendor,
} from '#contract/connection-setup.ts'
import type * as z from 'zod/mini'
import { connectionEndpoints } from '#contract/endpoints/connections.ts'
import type { BodyOf } from '#contract/endpoints/endpoint.ts'
import { dataOf } from './answers.ts'
import { call } from './http.ts'

type Saved = z.infer<typeof savedConnectionSchema>

const setupKey = ['connection-setup']

/** Vendors that can be connected, and what each asks for. */
export const vendorsQuery = () =>
  queryOptions({
    queryKey: ['vendors'],
    queryFn: ({ signal }): Promise<Vendor[]> => dataOf(call(connectionEndpoints.listVendors, { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })

const SOON_MS = 2000
const NOW_AND_THEN_MS = 30_000

/** How a connection is set up; read anew while it is open, since webhooks come and what is left of the vendor's budget moves. */
export const setupQuery = (id: string) =>
  queryOptions({
    queryKey: [...setupKey, id],
    queryFn: ({ signal }): Promise<ConnectionSetup> =>
      dataOf(call(connectionEndpoints.getConnection, { params: { id }, signal })),
    refetchInterval: ({ state }) =>
      state.data?.webhook?.subscription?.state === 'pending' ? SOON_MS : NOW_AND_THEN_MS,
  })

/** Rows of a vendor that could not be read. */
export const quarantineQuery = (id: string) =>
  queryOptions({
    queryKey: [...setupKey, id, 'quarantine'],
    queryFn: ({ signal }): Promise<Quarantined[]> =>
      dataOf(call(connectionEndpoints.listQuarantined, { params: { id }, signal })),
  })

/** Where the same rows are with everything that the vendor sent. */
export const quarantineFile = (id: string) => `/v1/connections/${encodeURIComponent(id)}/quarantine.jsonl`

/** Asks the vendor whose account these settings open; nothing is kept. */
export const testConnection = (body: BodyOf<typeof connectionEndpoints.testConnection>): Promise<ConnectionTest> =>
  dataOf(call(connectionEndpoints.testConnection, { body }))

export const addConnection = (body: BodyOf<typeof connectionEndpoints.addConnection>): Promise<Saved> =>
  dataOf(call(connectionEndpoints.addConnection, { body }))

export const changeConnection = (
  id: string,
  body: BodyOf<typeof connectionEndpoints.changeConnection>,
): Promise<Saved> => dataOf(call(connectionEndpoints.changeConnection, { params: { id }, body }))

/** Answers how many messages and changes were withdrawn, and what became of our subscription at the vendor. */
export const removeConnection = (id: string): Promise<z.infer<typeof removedConnectionSchema>> =>
  dataOf(call(connectionEndpoints.removeConnection, { params: { id } }))
