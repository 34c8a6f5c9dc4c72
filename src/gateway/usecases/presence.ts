import type { Present, PresenceReport } from '#contract/presence.ts'
import {
  deletePresence,
  listPresence,
  presentTabs,
  prunePresence,
  putPresence,
  touchPresence,
} from '#gateway/storage/presence.ts'
import type { Read, Storage } from '#gateway/storage/storage.ts'

type Deps = { storage: Storage; now: () => number }

/** A tab is taken to be gone when it was not heard of for so long; its gateway says much more often that it still listens. */
const GONE_AFTER_MS = 9000

/** Takes down what an agent looks at in a tab. */
export async function reportPresence(
  { storage, now }: Deps,
  at: { workspaceId: string; agentId: string; tab: string },
  { conversation_id, typing }: PresenceReport,
): Promise<void> {
  const { workspaceId, agentId, tab } = at
  await storage.write(async (tx) => {
    await prunePresence(tx, workspaceId, now() - GONE_AFTER_MS)
    if (conversation_id === null) return deletePresence(tx, workspaceId, tab)
    return putPresence(tx, {
      workspace_id: workspaceId,
      tab,
      agent_id: agentId,
      conversation_id,
      typing: typing ? 1 : 0,
      seen_ms: now(),
    })
  })
}

/** Says that these tabs still listen. Those that look at nothing cost no write. */
export async function keepPresence(
  { storage, now }: Deps,
  workspaceId: string,
  tabs: readonly string[],
): Promise<void> {
  const present = await presentTabs(storage.db, workspaceId, tabs)
  if (present.length > 0) await storage.write((tx) => touchPresence(tx, workspaceId, present, now()))
}

/** A tab that listens no more looks at nothing. */
export async function endPresence({ storage }: Deps, workspaceId: string, tab: string): Promise<void> {
  const present = await presentTabs(storage.db, workspaceId, [tab])
  if (present.length > 0) await storage.write((tx) => deletePresence(tx, workspaceId, tab))
}

/** Who looks at what now: each agent once for a conversation, typing when any of the agent's tabs is. */
export async function readPresence(db: Read, workspaceId: string, now: number): Promise<Present[]> {
  const rows = await listPresence(db, workspaceId, now - GONE_AFTER_MS)
  const byPlace = Map.groupBy(rows, (row) => `${row.conversation_id} ${row.agent_id}`)
  return [...byPlace.values()].flatMap((tabs) => {
    const [first] = tabs
    if (first === undefined) return []
    const { conversation_id, agent_id: id, name } = first
    return [{ conversation_id, agent: { id, name }, typing: tabs.some((tab) => tab.typing === 1) }]
  })
}
