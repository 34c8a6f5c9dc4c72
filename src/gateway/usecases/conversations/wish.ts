import type { ConversationPatch, Feedback, GuardedField, KeepableField, Status } from '#contract/conversation.ts'
import { getAgent } from '#gateway/storage/agents.ts'
import { identityByVendorUser, identityOfAgent } from '#gateway/storage/identities.ts'
import type { ConversationRow } from '#gateway/storage/conversations.ts'
import type { HeldField } from '#connectors/connector.ts'
import type { Tx } from '#gateway/storage/storage.ts'
import { fail } from '../fail.ts'
import { starOf } from './held-fields.ts'

/** An assignee in both worlds. `keptHere`: the vendor does not know this agent, so only we hold the assignment. */
export type WishedAssignee = { agentId: string | null; vendorUserId: string | null; keptHere: boolean }

/** What a PATCH asks for, with its ids looked up; `read` only where it changes what the team has read. */
export type Wish = {
  status?: Status
  assignee?: WishedAssignee
  starred?: boolean
  read?: 'read' | 'unread'
  feedback?: Feedback
}

/** Looks up whom `assigned_to` means, on a channel that holds some fields; of `unread_count` it says nothing. Fails with `missing_required_field` or `invalid_field_value`. */
export async function readWish(
  tx: Tx,
  row: ConversationRow,
  patch: ConversationPatch,
  holds: readonly HeldField[],
): Promise<Wish> {
  const { status, assigned_to, starred, feedback } = patch
  if (Object.values(patch).every((value) => value === undefined)) fail('missing_required_field', { param: 'status' })
  if (feedback !== undefined && !holds.includes('feedback')) {
    fail('invalid_field_value', { param: 'feedback', message: 'The vendor takes no feedback on this channel.' })
  }
  return {
    ...(status === undefined ? {} : { status }),
    ...(assigned_to === undefined ? {} : { assignee: await assigneeOn(tx, row, assigned_to, holds) }),
    ...(starred === undefined ? {} : { starred }),
    ...(feedback === undefined ? {} : { feedback }),
  }
}

async function assigneeOn(tx: Tx, row: ConversationRow, assignedTo: string | null, holds: readonly HeldField[]) {
  const wished = await readAssignee(tx, row, assignedTo)
  return holds.includes('assignee') ? wished : { ...wished, keptHere: true }
}

async function readAssignee(tx: Tx, row: ConversationRow, assignedTo: string | null): Promise<WishedAssignee> {
  if (assignedTo === null) return { agentId: null, vendorUserId: null, keptHere: false }
  const { workspace_id: workspaceId, connection_id: connectionId } = row
  const agent = await getAgent(tx, workspaceId, assignedTo)
  if (agent === undefined) {
    const identity = await identityByVendorUser(tx, workspaceId, connectionId, assignedTo)
    if (identity === undefined) return fail('invalid_field_value', { param: 'assigned_to' })
    return { agentId: identity.agent_id, vendorUserId: identity.vendor_user_id, keptHere: false }
  }
  const identity = await identityOfAgent(tx, workspaceId, connectionId, agent.id)
  return { agentId: agent.id, vendorUserId: identity?.vendor_user_id ?? null, keptHere: identity === undefined }
}

/** The value that a wish gives a field, as the API names it: a status or an agent's id. Undefined: the wish leaves it alone. */
export function wishedValue(wish: Wish, field: GuardedField): string | null | undefined {
  return field === 'status' ? wish.status : wish.assignee?.agentId
}

/** The value that a field has now, as the API names it. */
export function currentValue(row: ConversationRow, field: KeepableField): string | null {
  if (field === 'status') return row.status
  if (field === 'assignee') return row.assignee_id
  if (field === 'starred') return starOf(row.starred === 1)
  return row.unread_count > 0 ? 'unread' : 'read'
}
