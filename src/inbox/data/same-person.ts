import { queryOptions } from '@tanstack/react-query'
import { conversationEndpoints } from '#contract/endpoints/conversations.ts'
import { dataOf } from './answers.ts'
import { conversationQueries } from './conversations.ts'
import { call } from './http.ts'

const GOOD_FOR_MS = 60_000

/** Contacts of other connections who may be the person of this conversation. */
export const samePersonQuery = (id: string) =>
  queryOptions({
    queryKey: [...conversationQueries.all(), 'same-person', id],
    queryFn: ({ signal }) => dataOf(call(conversationEndpoints.listSamePerson, { params: { id }, signal })),
    staleTime: GOOD_FOR_MS,
    refetchOnWindowFocus: false,
  })
