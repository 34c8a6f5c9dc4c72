import type { ChannelRules } from '../connector.ts'
import { files } from './files.ts'

/** The vendor counts unread messages and cannot be told that they were read. */
export const channels = {
  whatsapp: {
    holds: ['status', 'assignee'],
    sends: { maxText: 4096, hasWindow: true, hasTemplates: true, files, startsWith: 'number' },
  },
} as const satisfies Record<string, ChannelRules>
