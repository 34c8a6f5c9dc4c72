import type { Actor } from '#contract/live-event.ts'
import { upsertConnection } from '../connections.ts'
import { insertAgent } from '../agents.ts'
import type { ConversationRow } from '../conversations.ts'
import type { Storage } from '../storage.ts'
import { ensureWorkspace } from '../workspaces.ts'

export const actor: Actor = { type: 'agent', id: 'agt_maya', name: 'Maya' }

export const AGENTS = ['agt_maya', 'agt_rina', 'agt_sari'] as const
export const CONNECTIONS = ['con_a', 'con_b'] as const

let made = 0

/** A workspace of its own for every test, with three agents and two connections. */
export async function newWorkspace(storage: Storage): Promise<string> {
  made += 1
  const workspaceId = `wsp_${made}`
  await storage.write(async (tx) => {
    await ensureWorkspace(tx, workspaceId, 'Test', 1)
    for (const id of AGENTS) {
      const name = id.slice('agt_'.length)
      await insertAgent(tx, workspaceId, {
        id,
        name,
        email: `${name}@example.com`,
        role: 'agent',
        user_id: null,
        created_ms: 1,
      })
    }
    for (const id of CONNECTIONS) {
      await upsertConnection(tx, workspaceId, {
        id,
        vendor: 'kirim',
        vendor_name: 'Kirim.chat',
        name: id,
        base_url: 'https://vendor.example',
        account_id: null,
        health: '{}',
        progress: '{}',
        lease_owner: null,
        lease_until_ms: 0,
        created_ms: 1,
      })
    }
  })
  return workspaceId
}

/** A row that both databases accept as it is. */
export function conversationRow(
  workspaceId: string,
  id: string,
  columns: Partial<ConversationRow> = {},
): ConversationRow {
  return {
    workspace_id: workspaceId,
    id,
    connection_id: 'con_a',
    vendor_id: `vendor_${id}`,
    channel: 'whatsapp',
    subject: null,
    tags: '[]',
    contact_id: `ctc_${id}`,
    vendor_contact_id: `ctc_${id}`,
    contact_name: null,
    contact_phone: null,
    contact_email: null,
    account_phone: null,
    account_key: '',
    search_text: '',
    status: 'open',
    status_seq: 0,
    status_actor: JSON.stringify(actor),
    status_ms: 0,
    assignee_id: null,
    assignee_seq: 0,
    assignee_actor: JSON.stringify(actor),
    status_shadow: 'open',
    status_acked_ms: 0,
    assignee_shadow: null,
    assignee_acked_ms: 0,
    starred: 0,
    starred_shadow: 0,
    starred_acked_ms: 0,
    read_acked_ms: 0,
    status_kept_here: 0,
    assignee_kept_here: 0,
    starred_kept_here: 1,
    read_kept_here: 1,
    unread_count: 0,
    unread_shadow: columns.unread_count ?? 0,
    unread_read: 0,
    unread_marked: 0,
    read_through_ms: null,
    last_message_ms: null,
    sort_ms: 0,
    last_inbound_ms: null,
    activity_untold: 0,
    preview_text: null,
    preview_type: null,
    preview_inbound: null,
    preview_ms: null,
    preview_wanted: 0,
    created_ms: 1,
    vendor_updated_ms: 1,
    version: 0,
    sync_state: 'synced',
    notice: null,
    outgoing: 'none',
    messages_cursor: null,
    messages_complete: 0,
    messages_fresh_ms: null,
    removed_ms: null,
    ...columns,
  }
}
