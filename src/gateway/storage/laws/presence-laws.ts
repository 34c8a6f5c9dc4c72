import { expect, test } from 'vitest'
import { deletePresence, listPresence, presentTabs, prunePresence, putPresence, touchPresence } from '../presence.ts'
import { newWorkspace } from '../testing/rows.ts'
import type { Subject } from './subject.ts'

export function presenceLaws({ storage }: Subject): void {
  const look = (workspace_id: string, tab: string, conversation_id: string, seen_ms: number) =>
    storage().write((tx) =>
      putPresence(tx, { workspace_id, tab, agent_id: 'agt_maya', conversation_id, typing: 0, seen_ms }),
    )
  const seen = async (workspaceId: string, since: number) =>
    (await listPresence(storage().db, workspaceId, since)).map(({ conversation_id, name }) => [conversation_id, name])

  test('a tab looks at one conversation at a time, and counts as long as it is heard of', async () => {
    const workspaceId = await newWorkspace(storage())
    await look(workspaceId, 'tab_1', 'cnv_a', 1000)
    await look(workspaceId, 'tab_1', 'cnv_b', 2000)
    await look(workspaceId, 'tab_2', 'cnv_a', 3000)
    expect(await seen(workspaceId, 2000)).toEqual([
      ['cnv_a', 'maya'],
      ['cnv_b', 'maya'],
    ])
    expect(await seen(workspaceId, 2001)).toEqual([['cnv_a', 'maya']])
    await storage().write((tx) => touchPresence(tx, workspaceId, ['tab_1'], 5000))
    expect(await seen(workspaceId, 5000)).toEqual([['cnv_b', 'maya']])
  })

  test('a tab that went and one that was not heard of for long are forgotten', async () => {
    const workspaceId = await newWorkspace(storage())
    for (const [tab, at] of [
      ['tab_1', 1000],
      ['tab_2', 2000],
      ['tab_3', 3000],
    ] as const) {
      await look(workspaceId, tab, 'cnv_a', at)
    }
    await storage().write((tx) => deletePresence(tx, workspaceId, 'tab_3'))
    await storage().write((tx) => prunePresence(tx, workspaceId, 1500))
    expect(await presentTabs(storage().db, workspaceId, ['tab_1', 'tab_2', 'tab_3'])).toEqual(['tab_2'])
    expect(await presentTabs(storage().db, workspaceId, [])).toEqual([])
  })
}
