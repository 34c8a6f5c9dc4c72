import { expect, test } from 'vitest'
import { insertConversations } from '../conversations.ts'
import type { ConversationRow } from '../conversations.ts'
import { conversationsOfSamePerson } from '../same-person.ts'
import { conversationRow, newWorkspace } from '../testing/rows.ts'
import type { Subject } from './subject.ts'

export function samePersonLaws({ storage }: Subject): void {
  async function find(
    rows: readonly Partial<ConversationRow>[],
    marks: { digits: string | null; email: string | null },
    limit = 10,
  ): Promise<string[]> {
    const workspaceId = await newWorkspace(storage())
    const stored = rows.map((row, at) =>
      conversationRow(workspaceId, `cnv_${at}`, { connection_id: 'con_b', sort_ms: at, ...row }),
    )
    await storage().write((tx) => insertConversations(tx, stored))
    const found = await conversationsOfSamePerson(storage().db, workspaceId, 'con_a', marks, limit)
    return found.map(({ id }) => id).sort()
  }

  test('the same person is who has exactly this number or this address on another connection', async () => {
    const rows = [
      { contact_phone: '+62 812-3456-789' },
      { contact_phone: '628123456789' },
      { contact_phone: '+62 812-3456-7890' },
      { contact_email: 'Ana@Example.com' },
      { contact_email: 'ana@example.com.au' },
      { contact_phone: '+628123456789', connection_id: 'con_a' },
      { contact_phone: '+628123456789', removed_ms: 5 },
      { contact_phone: '+628123456789', contact_email: 'ana@example.com' },
    ]
    expect(await find(rows, { digits: '628123456789', email: 'aNA@example.com' })).toEqual([
      'cnv_0',
      'cnv_1',
      'cnv_3',
      'cnv_7',
    ])
  })

  test('who has neither number nor address is like nobody', async () => {
    expect(await find([{}, { contact_email: '' }, { contact_phone: '' }], { digits: null, email: null })).toEqual([])
  })

  test('of many conversations the newest are found', async () => {
    const rows = Array.from({ length: 5 }, () => ({ contact_phone: '+62811' }))
    expect(await find(rows, { digits: '62811', email: null }, 2)).toEqual(['cnv_3', 'cnv_4'])
  })
}
