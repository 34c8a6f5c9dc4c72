import type { FirstMessage } from '#contract/first-message.ts'
import type { Actor } from '#contract/live-event.ts'
import { lockConnection } from '#gateway/storage/connections.ts'
import {
  firstMessageById,
  firstMessagesOf,
  firstMessageUnderWay,
  updateFirstMessage,
} from '#gateway/storage/first-messages.ts'
import type { FirstMessageRow } from '#gateway/storage/first-messages.ts'
import type { Storage, Tx } from '#gateway/storage/storage.ts'
import { fail } from '../fail.ts'
import { presentFirstMessage } from './present-first-message.ts'

type Deps = { storage: Storage; now: () => number }
type Request = { workspaceId: string; id: string; actor: Actor }

/** What is older is no news, unless it is not settled yet. */
const SHOWN_MS = 24 * 60 * 60 * 1000

/** What became of the conversations that somebody started lately and did not put away, newest first. */
export async function listFirstMessages(
  { storage, now }: Deps,
  { workspaceId, actor }: { workspaceId: string; actor: Actor },
): Promise<FirstMessage[]> {
  return storage.snapshot(async (db) => {
    const rows = await firstMessagesOf(db, workspaceId, actor.id, now() - SHOWN_MS)
    return Promise.all(rows.map((row) => presentFirstMessage(db, row)))
  })
}

/**
 * Tries a first message again that the vendor refused, or of which nobody knows; to the vendor it is another message. One that is on its
 * way stays as it is. Only its author can. Fails with `resource_not_found`, or with `not_waiting` when the vendor has it or another one
 * is on its way to this number.
 */
export async function retryFirstMessage(deps: Deps, request: Request): Promise<FirstMessage> {
  const { workspaceId, id } = request
  return deps.storage.write(async (tx) => {
    const row = await find(tx, request)
    if (row.state === 'owed') return presentFirstMessage(tx, row)
    if (row.state !== 'refused' && row.state !== 'lost') return fail('not_waiting')
    await lockConnection(tx, workspaceId, row.connection_id)
    if ((await firstMessageUnderWay(tx, workspaceId, row.connection_id, row.to_number)) !== undefined)
      fail('not_waiting')
    const again = {
      state: 'owed' as const,
      delivery: { state: 'waiting' as const, code: null },
      generation: row.generation + 1,
      not_before_ms: deps.now(),
      first_tried_ms: null,
      attempts: 0,
      hidden: 0,
    }
    await updateFirstMessage(tx, workspaceId, id, again)
    return presentFirstMessage(tx, { ...row, ...again })
  })
}

/**
 * Discards a first message that the vendor never had; one that is settled is put off its author's list. Its key stays known: repeating
 * it sends nothing. Fails with `resource_not_found`, or with `not_waiting` when the vendor may have it.
 */
export async function discardFirstMessage(deps: Deps, request: Request): Promise<void> {
  await deps.storage.write(async (tx) => {
    const row = await find(tx, request)
    const mayBeThere = row.state === 'owed' && (row.claimed_by !== null || row.in_doubt === 1)
    if (mayBeThere || row.state === 'taken') fail('not_waiting')
    const isGivenUp = row.state === 'owed' || row.state === 'refused' || row.state === 'lost'
    await updateFirstMessage(tx, request.workspaceId, row.id, {
      hidden: 1,
      ...(isGivenUp ? { state: 'discarded', delivery: { state: 'failed', code: 'discarded' } } : {}),
    })
  })
}

async function find(tx: Tx, { workspaceId, id, actor }: Request): Promise<FirstMessageRow> {
  const row = await firstMessageById(tx, workspaceId, id)
  const isTheirs = row !== undefined && row.author.id === actor.id && row.state !== 'discarded'
  return isTheirs ? row : fail('resource_not_found')
}
