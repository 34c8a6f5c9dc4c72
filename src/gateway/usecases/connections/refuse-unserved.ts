import { isConnected } from '#gateway/storage/connection-settings.ts'
import type { Read } from '#gateway/storage/storage.ts'
import { fail } from '../fail.ts'

const SOON_S = 2

/**
 * Fails with `service_unavailable` for a connection that this gateway does not serve yet: it has just started, or another gateway added it.
 * What is refused for good would be lost, though it can be taken in a moment.
 */
export async function refuseUnserved(db: Read, workspaceId: string, connectionId: string): Promise<void> {
  if (await isConnected(db, workspaceId, connectionId)) fail('service_unavailable', { retryAfterSeconds: SOON_S })
}
