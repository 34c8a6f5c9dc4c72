import * as z from 'zod/mini'
import { agentSchema, identitySchema, meSchema } from '#contract/agent.ts'
import type { Agent, Identity, Me } from '#contract/agent.ts'
import type { Assignee } from '#contract/conversation.ts'
import { nextNumber } from './sequence.ts'

/** An agent who can sign in. */
export function makeAgent(overrides: Partial<Agent> = {}): Agent {
  const number = nextNumber()
  return z.parse(agentSchema, {
    id: `agt_${number}`,
    object: 'agent',
    name: `Agent ${number}`,
    email: `agent${number}@example.com`,
    role: 'agent',
    state: 'active',
    ...overrides,
  })
}

/** The same person as the assignee of a conversation. */
export function assigneeOf({ id, name, email }: Agent): Assignee {
  return { id, name, email }
}

/** Who is asking: an agent of a workspace that is no demo. */
export function makeMe(overrides: Partial<Me> = {}): Me {
  return z.parse(meSchema, {
    agent: makeAgent({ id: 'agt_me', name: 'Maya', email: 'maya@example.com' }),
    workspace: { id: 'wsp_1', name: 'Toko' },
    demo: false,
    ...overrides,
  })
}

export function makeIdentity(overrides: Partial<Identity> = {}): Identity {
  const number = nextNumber()
  return z.parse(identitySchema, {
    connection_id: 'con_1',
    vendor_user_id: `usr_${number}`,
    name: `User ${number}`,
    email: null,
    agent_id: `agt_${number}`,
    ...overrides,
  })
}
