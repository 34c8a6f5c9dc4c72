import { queryOptions } from '@tanstack/react-query'
import { messageEndpoints } from '#contract/endpoints/messages.ts'
import { dataOf } from './answers.ts'
import { call } from './http.ts'

/** Templates that a connection's channel approved. The gateway keeps them for a while itself. */
export const templatesQuery = (connectionId: string) =>
  queryOptions({
    queryKey: ['templates', connectionId],
    queryFn: ({ signal }) => dataOf(call(messageEndpoints.listTemplates, { params: { id: connectionId }, signal })),
  })
