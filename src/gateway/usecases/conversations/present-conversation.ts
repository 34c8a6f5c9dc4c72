import { keepableFields } from '#contract/conversation.ts'
import type { Conversation } from '#contract/conversation.ts'
import { hasWindow, windowClosesAt } from '#contract/window.ts'
import type { ShownConversation } from '#gateway/storage/conversations.ts'
import { activity } from '#gateway/storage/tables/conversation-tables.ts'
import { tagsOf } from './tags.ts'
import { parseNotices } from './sync-notices.ts'

/** A stored conversation as the API shows it. No column leaves the gateway but through here. */
export function presentConversation(row: ShownConversation): Conversation {
  return {
    id: row.id,
    object: 'conversation',
    status: row.status,
    contact: { id: row.contact_id, phone_number: row.contact_phone, name: row.contact_name, email: row.contact_email },
    whatsapp_account: { phone_number: row.account_phone },
    assignee:
      row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name, email: row.assignee_email },
    starred: row.starred === 1,
    unread_count: row.unread_count,
    last_message_at: instant(row.last_message_ms),
    last_inbound_at: instant(row.last_inbound_ms),
    created_at: new Date(row.created_ms).toISOString(),
    updated_at: new Date(row.vendor_updated_ms).toISOString(),
    version: row.version,
    connection: {
      id: row.connection_id,
      vendor: row.connection_vendor,
      vendor_name: row.connection_vendor_name,
      name: row.connection_name,
    },
    channel: row.channel,
    subject: row.subject,
    tags: tagsOf(row),
    ...(row.activity_untold === activity.untold ? { activity_untold: true } : {}),
    preview: previewOf(row),
    window_closes_at: hasWindow(row.channel) ? instant(windowClosesAt(row.last_inbound_ms)) : null,
    outgoing: row.outgoing,
    sync: {
      state: row.sync_state,
      kept_here: keepableFields.filter((field) => row[`${field}_kept_here`] === 1),
      notices: parseNotices(row.notice),
    },
  }
}

function instant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString()
}

function previewOf(row: ShownConversation): Conversation['preview'] {
  if (row.preview_text === null) return null
  return {
    text: row.preview_text,
    direction: row.preview_inbound === 1 ? 'inbound' : 'outbound',
    ...(row.preview_type === null ? {} : { type: row.preview_type }),
  }
}
