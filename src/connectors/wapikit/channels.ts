import type { ChannelFiles } from '../sending.ts'
import type { ChannelRules } from '../connector.ts'
import { whatsappFiles } from '../kit/whatsapp-files.ts'

/** The published server keeps this much of a form in memory. Whether it takes more is told nowhere. */
const MOST_BYTES = 32 * 1024 * 1024

const files: ChannelFiles = {
  by: 'uploaded',
  takes: whatsappFiles.map(({ kind, types, max_bytes, max_caption }) => ({
    kind,
    types,
    max_bytes: Math.min(max_bytes, MOST_BYTES),
    max_caption,
  })),
}

/**
 * Pending, unread again, stars and notes have no place at the vendor, and its tags cannot be written. It can be told that a conversation
 * was read. Meta's window holds here too, and the API sends no templates.
 */
export const channels = {
  whatsapp: {
    holds: ['status', 'assignee', 'read'],
    sends: { maxText: 4096, hasWindow: true, hasTemplates: false, files, startsWith: null },
  },
} as const satisfies Record<string, ChannelRules>
