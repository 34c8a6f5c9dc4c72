import type { Draft, SaveDraft, WritingMode } from '#contract/draft.ts'
import { getConversation } from '#gateway/storage/conversations.ts'
import { getDraft, listDrafts, putDraft } from '#gateway/storage/drafts.ts'
import { storableText } from '#gateway/storage/storable-text.ts'
import type { Read, Storage } from '#gateway/storage/storage.ts'
import { fail } from '../fail.ts'

/** An agent's own drafts. */
export async function readDrafts(db: Read, workspaceId: string, agentId: string): Promise<Draft[]> {
  return (await listDrafts(db, workspaceId, agentId)).map(({ conversation_id, mode, text, updated_ms }) => ({
    conversation_id,
    mode,
    text,
    updated_at: new Date(updated_ms).toISOString(),
  }))
}

/**
 * Keeps an agent's draft in place of the one before. Fails with `resource_not_found`, or with `version_conflict` when that one is neither
 * the `base` nor the new text: another device of the agent wrote it.
 */
export async function saveDraft(
  { storage, now }: { storage: Storage; now: () => number },
  draft: { workspaceId: string; agentId: string; conversationId: string; mode: WritingMode; body: SaveDraft },
): Promise<void> {
  const { workspaceId, agentId, conversationId, mode, body } = draft
  await storage.write(async (tx) => {
    if ((await getConversation(tx, workspaceId, conversationId)) === undefined) fail('resource_not_found')
    const kept = (await getDraft(tx, workspaceId, agentId, { conversationId, mode }))?.text ?? ''
    if (body.base !== undefined && kept !== storableText(body.base) && kept !== storableText(body.text)) {
      fail('version_conflict', { param: 'base' })
    }
    await putDraft(tx, {
      workspace_id: workspaceId,
      agent_id: agentId,
      conversation_id: conversationId,
      mode,
      text: body.text,
      updated_ms: now(),
    })
  })
}
