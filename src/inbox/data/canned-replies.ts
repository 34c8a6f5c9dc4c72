import { queryOptions } from '@tanstack/react-query'
import type { CannedReply, WriteCannedReply } from '#contract/canned-reply.ts'
import { cannedReplyEndpoints } from '#contract/endpoints/canned-replies.ts'
import { dataOf, settled } from './answers.ts'
import { cannedRepliesKey } from './canned-replies-key.ts'
import { call } from './http.ts'

/** The team's canned replies by shortcut; a live event asks for them anew. */
export const cannedRepliesQuery = () =>
  queryOptions({
    queryKey: cannedRepliesKey,
    queryFn: ({ signal }) => dataOf(call(cannedReplyEndpoints.listCannedReplies, { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Keeps a reply ready: a new one, or in place of the one that `id` names. */
export const keepCannedReply = (id: string | null, body: WriteCannedReply): Promise<CannedReply> =>
  id === null
    ? dataOf(call(cannedReplyEndpoints.createCannedReply, { body }))
    : dataOf(call(cannedReplyEndpoints.changeCannedReply, { params: { id }, body }))

export const deleteCannedReply = (id: string): Promise<void> =>
  settled(call(cannedReplyEndpoints.deleteCannedReply, { params: { id } }))
