import type { Actor } from '#contract/live-event.ts'
import type { AgentRow } from '#gateway/storage/agents.ts'
import type { ApiKeyRow } from '#gateway/storage/api-keys.ts'

/** A person who is signed in. */
export type SignedInAgent = { kind: 'agent'; agent: AgentRow; workspaceId: string }
/** A program with an API key: an actor of its own, never a person. */
export type ProgramWithKey = { kind: 'key'; key: ApiKeyRow; workspaceId: string }
/** Who is asking. */
export type Who = SignedInAgent | ProgramWithKey

/** The actor that changes are signed with. */
export function actorOf(who: Who): Actor {
  return who.kind === 'agent'
    ? { type: 'agent', id: who.agent.id, name: who.agent.name }
    : { type: 'api_key', id: who.key.id, name: who.key.name }
}
