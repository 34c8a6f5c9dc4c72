import type { KirimSimulator } from '#simulators/kirim/index.ts'

/** The texts and captions of ours that the vendor holds in a conversation, oldest first. */
export function sentTo({ vendor }: Pick<KirimSimulator, 'vendor'>, conversationId: string): string[] {
  return vendor.store
    .all(
      `select content from messages where conversation_id = ? and direction = 'outbound' order by created_ms, rowid`,
      conversationId,
    )
    .map((row) => {
      const { content, caption }: { content?: string; caption?: string } = JSON.parse(String(row['content']))
      return content ?? caption ?? ''
    })
}
