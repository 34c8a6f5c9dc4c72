import type { WritingMode } from '#contract/draft.ts'
import type { Role } from '#contract/agent.ts'

export type AgentsTable = {
  workspace_id: string
  id: string
  name: string
  email: string | null
  role: Role
  /** better-auth's user, when the agent can sign in. */
  user_id: string | null
  created_ms: number
}

/** Unique on connection and vendor user: which agent a vendor's user is. */
export type AgentIdentitiesTable = {
  workspace_id: string
  connection_id: string
  vendor_user_id: string
  agent_id: string
  name: string | null
  email: string | null
}

export type ApiKeysTable = {
  workspace_id: string
  id: string
  name: string
  /** SHA-256 of the key, hex. The key itself is shown once and stored nowhere. */
  hash: string
  created_ms: number
  last_used_ms: number | null
}

/** One-time links for invitations and password resets. */
export type LinksTable = {
  workspace_id: string
  /** SHA-256 of the token, hex. */
  hash: string
  agent_id: string
  purpose: 'invite' | 'reset'
  expires_ms: number
  used_ms: number | null
}

export type NotesTable = {
  workspace_id: string
  conversation_id: string
  id: string
  key: string
  text: string
  /** JSON of Note['author']. */
  author: string
  created_ms: number
}

export type CannedRepliesTable = {
  workspace_id: string
  id: string
  /** Once in a workspace, in small letters. */
  shortcut: string
  text: string
  updated_ms: number
  /** JSON of CannedReply['updated_by']. */
  updated_by: string
}

export type DraftsTable = {
  workspace_id: string
  agent_id: string
  conversation_id: string
  mode: WritingMode
  text: string
  updated_ms: number
}
