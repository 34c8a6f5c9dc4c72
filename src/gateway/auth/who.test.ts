import { expect, test } from 'vitest'
import { actorOf } from './who.ts'

test('a change is signed by the agent, or by the key and not by a person', () => {
  const agent = {
    workspace_id: 'wsp',
    id: 'agt_1',
    name: 'Maya',
    email: null,
    role: 'agent',
    user_id: 'u',
    created_ms: 0,
  } as const
  const key = { workspace_id: 'wsp', id: 'key_1', name: 'Reports', hash: '', created_ms: 0, last_used_ms: null }
  expect(actorOf({ kind: 'agent', agent, workspaceId: 'wsp' })).toEqual({ type: 'agent', id: 'agt_1', name: 'Maya' })
  expect(actorOf({ kind: 'key', key, workspaceId: 'wsp' })).toEqual({ type: 'api_key', id: 'key_1', name: 'Reports' })
})
