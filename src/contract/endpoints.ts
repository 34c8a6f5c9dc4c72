import { cannedReplyEndpoints } from './endpoints/canned-replies.ts'
import { connectionEndpoints } from './endpoints/connections.ts'
import { conversationEndpoints } from './endpoints/conversations.ts'
import { demoEndpoints } from './endpoints/demo.ts'
import { firstMessageEndpoints } from './endpoints/first-messages.ts'
import { draftEndpoints } from './endpoints/drafts.ts'
import { liveEndpoints } from './endpoints/live.ts'
import { messageEndpoints } from './endpoints/messages.ts'
import { noteEndpoints } from './endpoints/notes.ts'
import { rosterEndpoints } from './endpoints/roster.ts'
import { signInEndpoints } from './endpoints/sign-in.ts'
import { uploadEndpoints } from './endpoints/uploads.ts'
import { workspaceEndpoints } from './endpoints/workspace.ts'

/** Every endpoint of the API. The page names those of one resource where it uses them, so that it carries no others. */
export const endpoints = {
  ...conversationEndpoints,
  ...messageEndpoints,
  ...noteEndpoints,
  ...cannedReplyEndpoints,
  ...draftEndpoints,
  ...firstMessageEndpoints,
  ...uploadEndpoints,
  ...liveEndpoints,
  ...workspaceEndpoints,
  ...connectionEndpoints,
  ...signInEndpoints,
  ...rosterEndpoints,
  ...demoEndpoints,
} as const
