import type { CannedReply } from '#contract/canned-reply.ts'

let made = 0

/** A reply that Rina keeps ready. */
export function makeCannedReply(fields: Partial<CannedReply> = {}): CannedReply {
  made += 1
  return {
    id: `rpl_${made}`,
    object: 'canned_reply',
    shortcut: `reply-${made}`,
    text: `Reply ${made}`,
    updated_at: '2026-11-20T10:00:00.000Z',
    updated_by: { id: 'agt_rina', name: 'Rina Hartati' },
    ...fields,
  }
}
