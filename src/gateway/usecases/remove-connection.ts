import { putSettings } from '#gateway/storage/connection-settings.ts'
import type { ConnectionDeps } from './connection-deps.ts'
import { changeable } from './kept-setup.ts'
import { withdrawOwed } from './withdraw-owed.ts'

const none: ReadonlyMap<string, string> = new Map()

/**
 * Removes a connection: its secrets are gone at once, nothing is read or sent any more, and what waited to go out is withdrawn and shown
 * as not sent. What it brought stays to be read, and goes on when the same account is connected again. Answers how much was withdrawn.
 */
export async function removeConnection(deps: ConnectionDeps, id: string): Promise<number> {
  const { storage, workspaceId } = deps
  await storage.write(async (tx) => {
    const { settings } = await changeable(tx, workspaceId, id)
    await putSettings(tx, workspaceId, { ...settings, options: none, secrets: none, removedMs: deps.now() })
  })
  // First the worker ends, so that what is withdrawn is not under way.
  await deps.reload()
  return withdrawOwed(deps, id)
}
