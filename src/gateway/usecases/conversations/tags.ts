import * as z from 'zod/mini'
import type { ConversationRow } from '#gateway/storage/conversations.ts'

const tagsSchema = z.array(z.string())

/** The stored tags of a conversation. */
export function tagsOf({ tags }: Pick<ConversationRow, 'tags'>): string[] {
  return tagsSchema.parse(JSON.parse(tags))
}
