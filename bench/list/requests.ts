import type { ConversationSearch } from '#contract/conversation-search.ts'
import { statuses } from '#contract/conversation.ts'
import type { SortKey } from '#contract/conversation.ts'
import { AGENTS, sortKeyAt } from '../dataset/conversation-at.ts'

/** One page of a list: the first, or the one after a row. */
export type ListRequest = { search: ConversationSearch; after: SortKey | null }

/**
 * `count` pages in equal parts: everything, by status, by assignee, by both, and unassigned; half of them first pages, the other half
 * after a row anywhere in the database. The same every time.
 */
export function listRequests(rows: number, count: number): ListRequest[] {
  const random = pseudoRandom(1)
  const any = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)]
  return Array.from({ length: count }, (_, at) => {
    const status = any(statuses)
    const assignee = any(AGENTS)?.id
    const searches: ConversationSearch[] = [
      {},
      { status },
      { assignee },
      { status, assignee },
      { status, assignee: 'none' },
      { assignee: 'none' },
    ]
    const search = searches[at % searches.length] ?? {}
    const isDeep = Math.floor(at / searches.length) % 2 === 1
    return { search, after: isDeep ? sortKeyAt(Math.floor(random() * rows)) : null }
  })
}

/** Numbers from 0 to 1 that are the same in every run. */
function pseudoRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
