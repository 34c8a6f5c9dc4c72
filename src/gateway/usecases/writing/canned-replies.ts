import { cannedReplySchema, unknownVariables } from '#contract/canned-reply.ts'
import type { CannedReply, WriteCannedReply } from '#contract/canned-reply.ts'
import type { Actor } from '#contract/live-event.ts'
import { newId } from '#gateway/auth/random.ts'
import {
  cannedReplyByShortcut,
  deleteCannedReply,
  getCannedReply,
  listCannedReplies,
  putCannedReply,
} from '#gateway/storage/canned-replies.ts'
import type { CannedReplyRow } from '#gateway/storage/canned-replies.ts'
import type { Read, Storage } from '#gateway/storage/storage.ts'
import { fail } from '../fail.ts'

type Deps = { storage: Storage; now: () => number }

const { updated_by: bySchema } = cannedReplySchema.shape

/** By shortcut. */
export async function readCannedReplies(db: Read, workspaceId: string): Promise<CannedReply[]> {
  return (await listCannedReplies(db, workspaceId)).map(presentReply)
}

/**
 * Keeps a reply ready: a new one, or in place of the one that `id` names. Fails with `already_exists` when another has the shortcut,
 * with `invalid_field_value` when the text names a variable that nothing is known of, and with `resource_not_found`.
 */
export async function keepCannedReply(
  deps: Deps,
  { workspaceId, id, body, actor }: { workspaceId: string; id: string | null; body: WriteCannedReply; actor: Actor },
): Promise<CannedReply> {
  const [unknown] = unknownVariables(body.text)
  if (unknown !== undefined) {
    fail('invalid_field_value', { param: 'text', message: `Nothing is known of {{${unknown}}}. Take it out.` })
  }
  return deps.storage.write(async (tx) => {
    if (id !== null && (await getCannedReply(tx, workspaceId, id)) === undefined) fail('resource_not_found')
    const namesake = await cannedReplyByShortcut(tx, workspaceId, body.shortcut)
    if (namesake !== undefined && namesake.id !== id) fail('already_exists', { param: 'shortcut' })
    const row = await putCannedReply(tx, {
      workspace_id: workspaceId,
      id: id ?? newId('rpl'),
      ...body,
      updated_ms: deps.now(),
      updated_by: JSON.stringify({ id: actor.id, name: actor.name }),
    })
    return presentReply(row)
  })
}

/** One that is gone already is not missed. */
export async function dropCannedReply({ storage }: Deps, workspaceId: string, id: string): Promise<void> {
  await storage.write((tx) => deleteCannedReply(tx, workspaceId, id))
}

function presentReply(row: CannedReplyRow): CannedReply {
  return {
    id: row.id,
    object: 'canned_reply',
    shortcut: row.shortcut,
    text: row.text,
    updated_at: new Date(row.updated_ms).toISOString(),
    updated_by: bySchema.parse(JSON.parse(row.updated_by)),
  }
}
