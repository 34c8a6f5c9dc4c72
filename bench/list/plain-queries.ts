import type { CompiledQuery, KyselyPlugin, QueryId, RootOperationNode } from 'kysely'
import { WORKSPACE } from '#gateway/open-storage.ts'
import { listConversations } from '#gateway/storage/conversations.ts'
import type { Read } from '#gateway/storage/storage.ts'
import type { ListRequest } from './requests.ts'

/** The very queries that the gateway runs for these pages, compiled beforehand. Runs each once to get hold of it. */
export async function plainQueries(
  db: Read,
  requests: readonly ListRequest[],
  limit: number,
): Promise<CompiledQuery[]> {
  const compiled: CompiledQuery[] = []
  const noted: { node: RootOperationNode; id: QueryId }[] = []
  const notes: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      noted.push({ node, id: queryId })
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const noting = db.withPlugin(notes)
  for (const { search, after } of requests) {
    // One row more than the page holds, as the gateway asks, to learn whether there is another page.
    await listConversations(noting, WORKSPACE.id, search, { me: null, limit: limit + 1, after, now: Date.now() })
  }
  for (const { node, id } of noted) compiled.push(db.getExecutor().compileQuery(node, id))
  return compiled
}
