import type { ChannelRules } from '../connector.ts'

/**
 * Pending, unread again, stars, notes and tags have no place at the vendor. It can be told that a conversation was read. Meta's window
 * holds here too, and the API sends no templates.
 */
export const channels = {
  whatsapp: {
    holds: ['status', 'assignee', 'read'],
    sends: { maxText: 4096, hasWindow: true, hasTemplates: false, files: [], startsWith: null },
  },
} as const satisfies Record<string, ChannelRules>
