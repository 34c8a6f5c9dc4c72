import type { Actor } from '#contract/live-event.ts'
import { conversationForUpdate } from '#gateway/storage/conversations.ts'
import { owedFirstMessages, updateFirstMessage } from '#gateway/storage/first-messages.ts'
import { updateMessage } from '#gateway/storage/messages.ts'
import { deleteOutbox, outboxOfConnection } from '#gateway/storage/outbox.ts'
import { owedSendsOfConnection, updateSend } from '#gateway/storage/sends.ts'
import type { SendRow } from '#gateway/storage/sends.ts'
import type { Storage, Tx } from '#gateway/storage/storage.ts'
import { changeOf, recordEdits } from '../conversations/record-edits.ts'
import { sentMessage } from './sent-message.ts'
import { tellOutgoing } from './settle-send.ts'

const AT_ONCE = 100
const WITHDRAWN = { state: 'failed', code: 'connection_removed' } as const
/** The vendor may have it, and nobody is left to ask. */
const UNKNOWN = { state: 'unknown', code: null } as const

type Deps = { storage: Storage; workspaceId: string; now: () => number }

/**
 * Takes back whatever waits to go out by a connection: messages are shown as not sent, changes stay here and go no further. Answers how
 * many there were.
 */
export async function withdrawOwed(deps: Deps, connectionId: string): Promise<number> {
  let withdrawn = 0
  for (const some of [withdrawSends, withdrawFirstMessages, withdrawChanges]) {
    for (let count = AT_ONCE; count === AT_ONCE; withdrawn += count) {
      count = await deps.storage.write((tx) => some(tx, deps, connectionId))
    }
  }
  return withdrawn
}

async function withdrawSends(tx: Tx, { workspaceId, now }: Deps, connectionId: string): Promise<number> {
  const sends = await owedSendsOfConnection(tx, workspaceId, connectionId, AT_ONCE)
  for (const send of sends) {
    const row = await conversationForUpdate(tx, workspaceId, send.conversation_id)
    const [state, delivery] = mayBeThere(send) ? (['lost', UNKNOWN] as const) : (['refused', WITHDRAWN] as const)
    await updateSend(tx, workspaceId, send.id, { state, claimed_by: null, in_doubt: 0 })
    await updateMessage(tx, await sentMessage(tx, send), { delivery: JSON.stringify(delivery) })
    if (row !== undefined) await tellOutgoing(tx, row, {}, sigap, now())
  }
  return sends.length
}

async function withdrawFirstMessages(tx: Tx, { workspaceId }: Deps, connectionId: string): Promise<number> {
  const messages = await owedFirstMessages(tx, workspaceId, connectionId, AT_ONCE)
  for (const message of messages) {
    const ended = mayBeThere(message)
      ? ({ state: 'lost', delivery: UNKNOWN } as const)
      : ({ state: 'refused', delivery: WITHDRAWN } as const)
    await updateFirstMessage(tx, workspaceId, message.id, { ...ended, claimed_by: null, in_doubt: 0 })
  }
  return messages.length
}

async function withdrawChanges(tx: Tx, { workspaceId, now }: Deps, connectionId: string): Promise<number> {
  const owed = await outboxOfConnection(tx, workspaceId, connectionId, AT_ONCE)
  for (const { id, conversation_id: conversationId } of owed) {
    const row = await conversationForUpdate(tx, workspaceId, conversationId)
    await deleteOutbox(tx, workspaceId, id)
    if (row === undefined) continue
    const change = changeOf('sync', sigap)
    await recordEdits(
      tx,
      workspaceId,
      [{ before: row, after: { ...row, sync_state: 'synced' }, changes: [change] }],
      now(),
    )
  }
  return owed.length
}

const sigap: Actor = { type: 'system', id: 'system', name: 'Sigap' }

function mayBeThere({ claimed_by, in_doubt }: Pick<SendRow, 'claimed_by' | 'in_doubt'>): boolean {
  return claimed_by !== null || in_doubt === 1
}
