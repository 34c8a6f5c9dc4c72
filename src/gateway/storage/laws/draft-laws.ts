import { expect, test } from 'vitest'
import { draftMarks, listDrafts, putDraft } from '../drafts.ts'
import { newWorkspace } from '../testing/rows.ts'
import type { Subject } from './subject.ts'

export function draftLaws({ storage }: Subject): void {
  const put = (
    workspace_id: string,
    conversation_id: string,
    text: string,
    { agent_id = 'agt_maya', mode = 'reply' as const, updated_ms = 1 }: Partial<Parameters<typeof putDraft>[1]> = {},
  ) => storage().write((tx) => putDraft(tx, { workspace_id, agent_id, conversation_id, mode, text, updated_ms }))
  const texts = async (workspaceId: string, agentId = 'agt_maya') =>
    (await listDrafts(storage().db, workspaceId, agentId)).map(({ conversation_id, mode, text }) => [
      conversation_id,
      mode,
      text,
    ])

  test('an agent has one draft of each kind in a conversation, the newest', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'cnv_a', 'Hal')
    await put(workspaceId, 'cnv_a', 'Halo')
    await put(workspaceId, 'cnv_a', 'antara kita', { mode: 'note' })
    await put(workspaceId, 'cnv_a', 'Halo dari Rina', { agent_id: 'agt_rina' })
    expect(await texts(workspaceId)).toEqual([
      ['cnv_a', 'note', 'antara kita'],
      ['cnv_a', 'reply', 'Halo'],
    ])
    expect(await texts(workspaceId, 'agt_rina')).toEqual([['cnv_a', 'reply', 'Halo dari Rina']])
  })

  test('an empty draft is none, and nor is one that no database could hold', async () => {
    const workspaceId = await newWorkspace(storage())
    await put(workspaceId, 'cnv_a', 'Halo')
    await put(workspaceId, 'cnv_b', 'a\0b')
    await put(workspaceId, 'cnv_a', '')
    await put(workspaceId, 'cnv_b', '\0')
    expect(await texts(workspaceId)).toEqual([])
  })

  test('the mark of an agent differs whenever one of their drafts changed, and no other’s', async () => {
    const workspaceId = await newWorkspace(storage())
    const marks = () => draftMarks(storage().db, workspaceId)
    await put(workspaceId, 'cnv_a', 'Halo', { agent_id: 'agt_rina' })
    const seen = new Set<string | undefined>()
    const look = async () => {
      const of = new Map((await marks()).map(({ agent_id, mark }) => [agent_id, mark]))
      seen.add(of.get('agt_maya'))
      return of.get('agt_rina')
    }
    const ofRina = await look()
    await put(workspaceId, 'cnv_a', 'H')
    await look()
    await put(workspaceId, 'cnv_a', 'Ha', { updated_ms: 2 })
    await look()
    await put(workspaceId, 'cnv_b', 'Hai', { updated_ms: 2 })
    await look()
    expect(seen.size).toBe(4)
    expect(await look()).toBe(ofRina)
  })
}
