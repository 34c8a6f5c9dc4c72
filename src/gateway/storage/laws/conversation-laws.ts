import { expect, test } from 'vitest'
import { activeVendorIds, conversationsWantingPreview } from '../conversations-to-read.ts'
import {
  conversationForUpdate,
  conversationsHeldBy,
  conversationsOfContacts,
  conversationsOfNumber,
  getConversation,
  getConversations,
  insertConversations,
  listConversations,
  rowsByVendorId,
  updateConversation,
} from '../conversations.ts'
import type { ConversationRow } from '../conversations.ts'
import { conversationRow, newWorkspace } from '../testing/rows.ts'
import { allocateSeqs } from '../workspaces.ts'
import type { Subject } from './subject.ts'

const firstPage = { me: null, limit: 100, after: null, now: 0 }

function idsOf(rows: readonly ConversationRow[]): string[] {
  return rows.map((row) => row.id)
}

export function conversationLaws({ storage, another, parallel }: Subject): void {
  async function workspaceWith(...rows: [string, Partial<ConversationRow>][]): Promise<string> {
    const workspaceId = await newWorkspace(storage())
    await storage().write((tx) =>
      insertConversations(
        tx,
        rows.map(([id, columns]) => conversationRow(workspaceId, id, columns)),
      ),
    )
    return workspaceId
  }

  test('a conversation is read as it was written, with the names beside it and the seq of that moment', async () => {
    const columns = { assignee_id: 'agt_maya', sort_ms: 1_800_000_000_123, last_message_ms: 1_800_000_000_123 }
    const workspaceId = await workspaceWith(['cnv_1', columns])
    const seq = await storage().write((tx) => allocateSeqs(tx, workspaceId, 3))
    expect(await getConversation(storage().db, workspaceId, 'cnv_1')).toEqual({
      ...conversationRow(workspaceId, 'cnv_1', columns),
      assignee_name: 'maya',
      assignee_email: 'maya@example.com',
      connection_name: 'con_a',
      connection_vendor: 'kirim',
      connection_vendor_name: 'Kirim.chat',
      as_of: seq,
    })
    expect(await getConversation(storage().db, workspaceId, 'cnv_2')).toBeUndefined()
    expect(await getConversation(storage().db, 'wsp_other', 'cnv_1')).toBeUndefined()
  })

  test('many conversations are read by their ids, each once, and unknown ones are left out', async () => {
    const ids = Array.from({ length: 450 }, (_, index) => `cnv_${index}`)
    const workspaceId = await workspaceWith(...ids.map((id): [string, Partial<ConversationRow>] => [id, {}]))
    const found = await getConversations(storage().db, workspaceId, [...ids, 'cnv_unknown'])
    expect(found.map((row) => row.id).sort()).toEqual([...ids].sort())
    expect(await getConversations(storage().db, workspaceId, [])).toEqual([])
  })

  test('ids of the same time stand in the order of their bytes, whatever the language of the database', async () => {
    const workspaceId = await workspaceWith(['cnv_a', {}], ['cnv_B', {}], ['cnv_b', {}], ['cnv_A', {}])
    const rows = await listConversations(storage().db, workspaceId, {}, firstPage)
    expect(rows.map((row) => row.id)).toEqual(['cnv_b', 'cnv_a', 'cnv_B', 'cnv_A'])
  })

  test('a removed conversation is in no list, yet can be read', async () => {
    const workspaceId = await workspaceWith(['cnv_1', { removed_ms: 5, contact_phone: '+62 811', preview_wanted: 1 }])
    const db = storage().db
    expect(await listConversations(db, workspaceId, {}, firstPage)).toEqual([])
    expect(await activeVendorIds(db, workspaceId, 'con_a', 'open')).toEqual([])
    expect(await conversationsOfNumber(db, workspaceId, 'con_a', '62811')).toEqual([])
    expect(await conversationsWantingPreview(db, workspaceId, 'con_a', 10)).toEqual([])
    expect(await getConversation(db, workspaceId, 'cnv_1')).toMatchObject({ removed_ms: 5 })
    expect((await rowsByVendorId(db, workspaceId, 'con_a', ['vendor_cnv_1'])).size).toBe(1)
  })

  test('an update sets the columns it names and no other row', async () => {
    const workspaceId = await workspaceWith(['cnv_1', {}], ['cnv_2', {}])
    await storage().write((tx) => updateConversation(tx, workspaceId, 'cnv_1', { status: 'resolved' }))
    await storage().write((tx) => updateConversation(tx, workspaceId, 'cnv_2', {}))
    expect(await getConversation(storage().db, workspaceId, 'cnv_1')).toMatchObject({ status: 'resolved' })
    expect(await getConversation(storage().db, workspaceId, 'cnv_2')).toMatchObject({ status: 'open' })
  })

  test('the vendor id of a connection belongs to one conversation', async () => {
    const workspaceId = await workspaceWith(['cnv_1', { vendor_id: 'v' }])
    const again = conversationRow(workspaceId, 'cnv_2', { vendor_id: 'v' })
    await expect(storage().write((tx) => insertConversations(tx, [again]))).rejects.toThrow(/unique/i)
  })

  test('rows are found by vendor id, by contact, by holder and by number, on their connection only', async () => {
    const workspaceId = await workspaceWith(
      ['cnv_1', { contact_id: 'ctc', contact_phone: '+62 (811) 2-3.4', assignee_id: 'agt_maya', assignee_shadow: 'u' }],
      ['cnv_2', { contact_id: 'ctc', contact_phone: '628112340', assignee_id: 'agt_rina', assignee_shadow: 'u' }],
      ['cnv_3', { connection_id: 'con_b', contact_id: 'ctc', contact_phone: '62811234', assignee_id: 'agt_maya' }],
    )
    const db = storage().db
    const byVendorId = await rowsByVendorId(db, workspaceId, 'con_a', ['vendor_cnv_1', 'vendor_cnv_3'])
    expect([...byVendorId].map(([vendorId, row]) => [vendorId, row.id])).toEqual([['vendor_cnv_1', 'cnv_1']])
    expect(idsOf(await conversationsOfContacts(db, workspaceId, 'con_a', ['ctc', 'unknown']))).toEqual([
      'cnv_1',
      'cnv_2',
    ])
    expect(idsOf(await conversationsHeldBy(db, workspaceId, 'con_a', 'u', 'agt_maya'))).toEqual(['cnv_1'])
    expect(idsOf(await conversationsOfNumber(db, workspaceId, 'con_a', '62811234'))).toEqual(['cnv_1'])
  })

  test('a wanted preview is asked for newest first', async () => {
    const workspaceId = await workspaceWith(
      ['cnv_1', { preview_wanted: 1, sort_ms: 1 }],
      ['cnv_2', { preview_wanted: 1, sort_ms: 3 }],
      ['cnv_3', { preview_wanted: 0, sort_ms: 4 }],
    )
    const rows = await conversationsWantingPreview(storage().db, workspaceId, 'con_a', 5)
    expect(rows.map((row) => row.id)).toEqual(['cnv_2', 'cnv_1'])
  })

  test('of a status, all vendor ids are known', async () => {
    const workspaceId = await workspaceWith(['cnv_1', {}], ['cnv_2', { status: 'pending' }], ['cnv_3', {}])
    const ids = await activeVendorIds(storage().db, workspaceId, 'con_a', 'open')
    expect(ids.sort()).toEqual(['vendor_cnv_1', 'vendor_cnv_3'])
    expect(await activeVendorIds(storage().db, workspaceId, 'con_a', 'pending')).toEqual(['vendor_cnv_2'])
  })

  test.runIf(parallel)(
    'of two writers that read a row to change it, the second sees what the first wrote',
    async () => {
      const workspaceId = await workspaceWith(['cnv_1', { unread_count: 0 }])
      const increment = (gateway: ReturnType<typeof storage>) =>
        gateway.write(async (tx) => {
          const row = await conversationForUpdate(tx, workspaceId, 'cnv_1')
          await updateConversation(tx, workspaceId, 'cnv_1', { unread_count: (row?.unread_count ?? 0) + 1 })
        })
      await Promise.all(Array.from({ length: 20 }, (_, index) => increment(index % 2 === 0 ? storage() : another())))
      expect(await getConversation(storage().db, workspaceId, 'cnv_1')).toMatchObject({ unread_count: 20 })
    },
  )
}
