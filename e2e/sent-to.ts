import type { KirimSimulator } from '#simulators/kirim/index.ts'

/** What the vendor holds of ours in a conversation, oldest first. */
export function sentTo({ vendor }: Pick<KirimSimulator, 'vendor'>, conversationId: string): string[] {
  return vendor.store
    .all(
      `select content from messages where conversation_id = ? and direction = 'outbound' order by created_ms, rowid`,
      conversationId,
    )
    .map((row) => {
      const { content }: { content?: string } = JSON.parse(String(row['content']))
      return content ?? ''
    })
}
