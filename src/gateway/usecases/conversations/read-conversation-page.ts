import type { ConversationSearch } from '#contract/conversation-search.ts'
import { listConversations } from '#gateway/storage/conversations.ts'
import type { PageCut, ShownConversation } from '#gateway/storage/conversations.ts'
import type { Read, Storage } from '#gateway/storage/storage.ts'
import { currentSeq } from '#gateway/storage/workspaces.ts'

/** Rows in the order of the list, with the seq of the moment that shows them. */
export async function readConversationPage(
  storage: Storage,
  workspaceId: string,
  search: ConversationSearch,
  cut: PageCut,
): Promise<{ rows: ShownConversation[]; asOf: number }> {
  const read = (db: Read) => listConversations(db, workspaceId, search, cut)
  if (search.q === undefined) {
    // One statement sees one moment by itself and needs no transaction round it, which would be four round trips for one.
    const rows = await read(storage.db)
    const [first] = rows
    if (first !== undefined) return { rows, asOf: first.as_of }
  }
  return storage.snapshot(async (db) => ({ rows: await read(db), asOf: await currentSeq(db, workspaceId) }))
}
