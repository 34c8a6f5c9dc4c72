import type { ChannelFiles } from '../sending.ts'
import type { ChannelRules } from '../connector.ts'
import { whatsappFiles } from '../kit/whatsapp-files.ts'

/** The vendor documents pictures (JPG and PNG up to 5 MB) and captions of 1024 characters; the rest is Meta's. */
const files: ChannelFiles = { by: 'fetched', takes: whatsappFiles }

/** The vendor counts unread messages and cannot be told that they were read. */
export const channels = {
  whatsapp: {
    holds: ['status', 'assignee'],
    sends: { maxText: 4096, hasWindow: true, hasTemplates: true, files, startsWith: 'number' },
  },
} as const satisfies Record<string, ChannelRules>
