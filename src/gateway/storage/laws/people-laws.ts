import { expect, test } from 'vitest'
import { agentByEmail, agentByUserId, countOwners, getAgent, insertAgent, listAgents, updateAgent } from '../agents.ts'
import { apiKeyByHash, deleteApiKey, insertApiKey, listApiKeys, touchApiKey } from '../api-keys.ts'
import { identitiesOf, identityByVendorUser, identityOfAgent, putIdentity } from '../identities.ts'
import { consumeLink, insertLink, invitedAgents, usableLink } from '../links.ts'
import { ensureSecret } from '../secrets.ts'
import { newWorkspace } from '../testing/rows.ts'
import type { Subject } from './subject.ts'

const link = (hash: string) => ({ hash, agent_id: 'agt_maya', purpose: 'invite' as const, expires_ms: 1000 })

export function peopleLaws({ storage, another, parallel }: Subject): void {
  test('an agent is found by id, by sign-in and by e-mail, whatever its case', async () => {
    const workspaceId = await newWorkspace(storage())
    await storage().write((tx) => updateAgent(tx, workspaceId, 'agt_maya', { user_id: 'user_1', role: 'owner' }))
    const db = storage().db
    const maya = await getAgent(db, workspaceId, 'agt_maya')
    expect(maya).toMatchObject({ name: 'maya', user_id: 'user_1' })
    expect(await agentByUserId(db, workspaceId, 'user_1')).toEqual(maya)
    expect(await agentByEmail(db, workspaceId, 'MAYA@example.com')).toEqual(maya)
    expect(await agentByEmail(db, workspaceId, 'nobody@example.com')).toBeUndefined()
    expect((await listAgents(db, workspaceId)).map((agent) => agent.name)).toEqual(['maya', 'rina', 'sari'])
    expect(await countOwners(db, workspaceId)).toBe(1)
  })

  test('a secret is made once: whoever asks later, or at the same moment in another gateway, gets the same', async () => {
    const workspaceId = await newWorkspace(storage())
    const gateways = parallel ? [storage(), another()] : [storage(), storage()]
    const asked = gateways.flatMap((gateway, place) =>
      ['a', 'b', 'c'].map((fresh) =>
        gateway.write((tx) => ensureSecret(tx, workspaceId, 'signing', `${fresh}${place}`)),
      ),
    )
    const [first, ...others] = await Promise.all(asked)
    expect(new Set(others)).toEqual(new Set([first]))
    expect(await storage().write((tx) => ensureSecret(tx, workspaceId, 'other', 'z'))).toBe('z')
  })

  test('a sign-in belongs to one agent', async () => {
    const workspaceId = await newWorkspace(storage())
    const agent = { name: 'N', email: null, role: 'agent' as const, user_id: 'user_1', created_ms: 1 }
    await storage().write((tx) => insertAgent(tx, workspaceId, { ...agent, id: 'agt_1' }))
    const again = storage().write((tx) => insertAgent(tx, workspaceId, { ...agent, id: 'agt_2' }))
    await expect(again).rejects.toThrow(/unique/i)
  })

  test('a vendor user is one agent on a connection, the one last said', async () => {
    const workspaceId = await newWorkspace(storage())
    const say = (connection_id: string, vendor_user_id: string, agent_id: string) =>
      storage().write((tx) =>
        putIdentity(tx, workspaceId, { connection_id, vendor_user_id, agent_id, name: agent_id, email: null }),
      )
    await say('con_a', 'u1', 'agt_maya')
    await say('con_a', 'u1', 'agt_rina')
    await say('con_b', 'u1', 'agt_maya')
    const db = storage().db
    expect(await identityByVendorUser(db, workspaceId, 'con_a', 'u1')).toMatchObject({
      agent_id: 'agt_rina',
      name: 'agt_rina',
    })
    expect(await identityOfAgent(db, workspaceId, 'con_a', 'agt_maya')).toBeUndefined()
    expect(await identityOfAgent(db, workspaceId, 'con_b', 'agt_maya')).toMatchObject({ vendor_user_id: 'u1' })
    expect(await identitiesOf(db, workspaceId, 'con_a')).toHaveLength(1)
    expect(await identitiesOf(db, workspaceId)).toHaveLength(2)
  })

  test('of many who use a link at once, exactly one succeeds', async () => {
    const workspaceId = await newWorkspace(storage())
    await storage().write((tx) => insertLink(tx, workspaceId, link('h')))
    const used = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (parallel && index % 2 === 1 ? another() : storage()).write((tx) => consumeLink(tx, workspaceId, 'h', 500)),
      ),
    )
    expect(used.filter((row) => row !== undefined)).toMatchObject([{ agent_id: 'agt_maya', used_ms: 500 }])
  })

  test('a link works until it expires, and not from then on', async () => {
    const workspaceId = await newWorkspace(storage())
    await storage().write((tx) => insertLink(tx, workspaceId, link('h')))
    expect(await usableLink(storage().db, workspaceId, 'h', 999)).toMatchObject({ purpose: 'invite' })
    expect(await usableLink(storage().db, workspaceId, 'h', 1000)).toBeUndefined()
    expect(await storage().write((tx) => consumeLink(tx, workspaceId, 'h', 1000))).toBeUndefined()
  })

  test('a new link withdraws the older one of its agent and purpose', async () => {
    const workspaceId = await newWorkspace(storage())
    await storage().write((tx) => insertLink(tx, workspaceId, link('old')))
    await storage().write((tx) => insertLink(tx, workspaceId, { ...link('reset'), purpose: 'reset' }))
    await storage().write((tx) => insertLink(tx, workspaceId, link('new')))
    const usable = async (hash: string) => (await usableLink(storage().db, workspaceId, hash, 1)) !== undefined
    expect([await usable('old'), await usable('reset'), await usable('new')]).toEqual([false, true, true])
  })

  test('an agent counts as invited while the invitation can be used', async () => {
    const workspaceId = await newWorkspace(storage())
    await storage().write((tx) => insertLink(tx, workspaceId, link('h')))
    expect(await invitedAgents(storage().db, workspaceId, 500)).toEqual(new Set(['agt_maya']))
    expect(await invitedAgents(storage().db, workspaceId, 1000)).toEqual(new Set())
    await storage().write((tx) => consumeLink(tx, workspaceId, 'h', 500))
    expect(await invitedAgents(storage().db, workspaceId, 500)).toEqual(new Set())
  })

  test('an API key is found by its hash until it is deleted', async () => {
    const workspaceId = await newWorkspace(storage())
    const key = { id: 'key_1', name: 'Reports', hash: 'h', created_ms: 1, last_used_ms: null }
    await storage().write((tx) => insertApiKey(tx, workspaceId, key))
    await storage().write((tx) => touchApiKey(tx, workspaceId, 'key_1', 7))
    const stored = { ...key, workspace_id: workspaceId, last_used_ms: 7 }
    expect(await apiKeyByHash(storage().db, workspaceId, 'h')).toEqual(stored)
    expect(await listApiKeys(storage().db, workspaceId)).toEqual([stored])
    expect(await storage().write((tx) => deleteApiKey(tx, workspaceId, 'key_1'))).toBe(true)
    expect(await storage().write((tx) => deleteApiKey(tx, workspaceId, 'key_1'))).toBe(false)
    expect(await apiKeyByHash(storage().db, workspaceId, 'h')).toBeUndefined()
  })
}
