import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import { updateMessage } from '#gateway/storage/messages.ts'
import { abandonSends } from '#gateway/storage/sends-queue.ts'
import type { Storage } from '#gateway/storage/storage.ts'
import { sentMessage } from './sent-message.ts'
import { vendorActor } from '../vendor-actor.ts'
import { tellOutgoing } from './settle-send.ts'

/** Takes back what a worker was sending when it was killed or lost its lease. Whether the vendor has it is unknown, and is shown so. */
export async function recoverSends(
  deps: { storage: Storage; now: () => number },
  worker: { workspaceId: string; connection: { id: string; name: string }; owner: string },
): Promise<void> {
  const { workspaceId, connection, owner } = worker
  await deps.storage.write(async (tx) => {
    for (const send of await abandonSends(tx, workspaceId, connection.id, owner)) {
      const row = await conversationForUpdate(tx, workspaceId, send.conversation_id)
      await updateMessage(tx, await sentMessage(tx, send), {
        delivery: JSON.stringify({ state: 'checking', code: null }),
      })
      if (row !== undefined) await tellOutgoing(tx, row, {}, vendorActor(connection), deps.now())
    }
  })
}
