import { agentSchema, identitySchema, meSchema } from '../agent.ts'
import { connectionSchema } from '../connection.ts'
import type { Endpoint } from './endpoint.ts'
import { one, many } from './endpoint.ts'

/** Who is asking, with whom they work, and through which accounts. */
export const workspaceEndpoints = {
  getMe: { method: 'GET', path: '/v1/me', access: 'agent_or_key', summary: 'Who is asking', answer: one(meSchema) },
  listAgents: {
    method: 'GET',
    path: '/v1/agents',
    access: 'agent_or_key',
    summary: 'Whom a conversation can be assigned to',
    answer: many(agentSchema),
  },
  listConnections: {
    method: 'GET',
    path: '/v1/connections',
    access: 'agent_or_key',
    summary: 'Connected vendors and how they are doing',
    answer: many(connectionSchema),
  },
  listIdentities: {
    method: 'GET',
    path: '/v1/identities',
    access: 'owner',
    summary: "Vendors' users and which agents they are",
    answer: many(identitySchema),
  },
} as const satisfies Record<string, Endpoint>
