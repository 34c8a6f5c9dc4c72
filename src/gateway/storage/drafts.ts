import { storableText } from './storable-text.ts'
import type { Read, Tx } from './storage.ts'
import type { Tables } from './tables.ts'

export type DraftRow = Tables['drafts']

/** In a steady order. */
export async function listDrafts(db: Read, workspaceId: string, agentId: string): Promise<DraftRow[]> {
  return db
    .selectFrom('drafts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('agent_id', '=', agentId)
    .orderBy('conversation_id')
    .orderBy('mode')
    .execute()
}

export async function getDraft(
  db: Read,
  workspaceId: string,
  agentId: string,
  { conversationId, mode }: { conversationId: string; mode: DraftRow['mode'] },
): Promise<DraftRow | undefined> {
  return db
    .selectFrom('drafts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('agent_id', '=', agentId)
    .where('conversation_id', '=', conversationId)
    .where('mode', '=', mode)
    .executeTakeFirst()
}

/** In place of what was there; an empty text leaves nothing. */
export async function putDraft(tx: Tx, draft: DraftRow): Promise<void> {
  const { workspace_id, agent_id, conversation_id, mode, updated_ms } = draft
  const text = storableText(draft.text)
  if (text === '') {
    await tx
      .deleteFrom('drafts')
      .where('workspace_id', '=', workspace_id)
      .where('agent_id', '=', agent_id)
      .where('conversation_id', '=', conversation_id)
      .where('mode', '=', mode)
      .execute()
    return
  }
  await tx
    .insertInto('drafts')
    .values({ ...draft, text })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'agent_id', 'conversation_id', 'mode']).doUpdateSet({ text, updated_ms }),
    )
    .execute()
}

/** For each agent who has drafts a mark that differs whenever one of them changed. */
export async function draftMarks(db: Read, workspaceId: string): Promise<{ agent_id: string; mark: string }[]> {
  const rows = await db
    .selectFrom('drafts')
    .select((eb) => ['agent_id', eb.fn.max('updated_ms').as('newest'), eb.fn.countAll().as('count')])
    .where('workspace_id', '=', workspaceId)
    .groupBy('agent_id')
    .orderBy('agent_id')
    .execute()
  return rows.map(({ agent_id, newest, count }) => ({ agent_id, mark: `${newest} ${count}` }))
}
