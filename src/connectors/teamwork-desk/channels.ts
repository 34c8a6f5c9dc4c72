import type { ChannelRules } from '../connector.ts'
import { filesOf } from './files.ts'

/** The field of a message has no documented end; this is a long letter. */
const MAX_TEXT = 20_000

export const channels = {
  // A ticket tells whether it was read and cannot be told so; stars there are none.
  email: {
    holds: ['status', 'assignee'],
    sends: { maxText: MAX_TEXT, hasWindow: false, hasTemplates: false, files: filesOf(MAX_TEXT), startsWith: null },
    sending: 'cannot_be_recalled',
  },
  // A chat tells of its status only that it went on as a ticket; otherwise it is untold and stays here, whatever is written. Who takes
  // part can be written, and only agents in the vendor's own window can answer.
  live_chat: { holds: ['status', 'assignee'], sends: null },
} as const satisfies Record<string, ChannelRules>
