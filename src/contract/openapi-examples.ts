import type { z } from 'zod/mini'
import type { conversationPatchSchema, conversationSchema } from './conversation.ts'

/** As in every example. */
export const REQUEST_ID = 'req_01HXYZABCDEFGHJKMNPQRSTVWX'

const conversation: z.output<typeof conversationSchema> = {
  id: 'cnv_01HXYZABCDEFGHJKMNPQRSTVWX',
  object: 'conversation',
  status: 'open',
  contact: {
    id: 'ctc_01HXYZABCDEFGHJKMNPQRSTVWX',
    phone_number: '+6281234567890',
    name: 'Ana Wijaya',
    email: null,
  },
  whatsapp_account: { phone_number: '+6285117600829' },
  assignee: { id: 'agt_01HXYZABCDEFGHJKMNPQRSTVWX', name: 'Maya', email: 'maya@example.com' },
  starred: false,
  unread_count: 2,
  last_message_at: '2026-03-02T03:04:05.678Z',
  last_inbound_at: '2026-03-02T03:04:05.678Z',
  created_at: '2026-02-01T09:00:00.000Z',
  updated_at: '2026-03-02T03:04:05.678Z',
  version: 41,
  connection: { id: 'con_kirim', vendor: 'kirim', vendor_name: 'Kirim.chat', name: 'Toko Jakarta' },
  channel: 'whatsapp',
  subject: null,
  tags: ['vip'],
  preview: { text: 'Kapan dikirim ya?', direction: 'inbound' },
  window_closes_at: '2026-03-03T03:04:05.678Z',
  outgoing: 'none',
  sync: { state: 'synced', kept_here: ['starred', 'read'], notices: [] },
}

const patch: z.output<typeof conversationPatchSchema> = { status: 'resolved', assigned_to: null }

/** What a call looks like, by the names of the endpoint table: for the two that programs use most. */
export const examples: Readonly<Record<string, { body?: object; answer: object }>> = {
  listConversations: {
    answer: { data: [conversation], has_more: false, next_cursor: null, request_id: REQUEST_ID, as_of: 41 },
  },
  patchConversation: {
    body: patch,
    answer: {
      data: {
        ...conversation,
        status: 'resolved',
        assignee: null,
        version: 43,
        sync: { state: 'waiting', kept_here: ['starred', 'read'], notices: [] },
      },
      request_id: REQUEST_ID,
      as_of: 43,
    },
  },
}
