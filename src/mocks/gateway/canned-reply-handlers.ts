import type { RequestHandler } from 'msw'
import * as z from 'zod/mini'
import { writeCannedReplySchema } from '#contract/canned-reply.ts'
import { endpoints } from '#contract/endpoints.ts'
import { makeCannedReply } from '../builders/canned-reply.ts'
import { answer, refuse } from './answers.ts'
import type { Asked } from './answers.ts'
import type { World } from './world.ts'

/** Replies that the team keeps ready. */
export function cannedReplyHandlers({ cannedReplies: replies }: World): RequestHandler[] {
  function keep({ params, body }: Asked): unknown {
    const written = z.safeParse(writeCannedReplySchema, body)
    if (!written.success) return refuse('invalid_field_value')
    const { id } = params
    const namesake = replies.find(({ shortcut }) => shortcut === written.data.shortcut)
    if (namesake !== undefined && namesake.id !== id) return refuse('already_exists')
    const reply = makeCannedReply({ ...written.data, ...(typeof id === 'string' ? { id } : {}) })
    const at = replies.findIndex((other) => other.id === id)
    if (at < 0) replies.push(reply)
    else replies[at] = reply
    return { data: reply }
  }

  return [
    answer(endpoints.listCannedReplies, () => ({
      data: replies.toSorted((a, b) => (a.shortcut < b.shortcut ? -1 : 1)),
    })),
    answer(endpoints.createCannedReply, keep),
    answer(endpoints.changeCannedReply, keep),
    answer(endpoints.deleteCannedReply, ({ params }) => {
      const at = replies.findIndex((reply) => reply.id === params['id'])
      if (at >= 0) replies.splice(at, 1)
      return { data: { done: true } }
    }),
  ]
}
