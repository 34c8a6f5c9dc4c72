import {
  agentSchema,
  changeRoleSchema,
  identitySchema,
  inviteSchema,
  mapIdentitySchema,
  oneTimeLinkSchema,
} from '../agent.ts'
import type { Endpoint } from './endpoint.ts'
import { one } from './endpoint.ts'

/** Who belongs to the team, and who they are at each vendor. */
export const rosterEndpoints = {
  inviteAgent: {
    method: 'POST',
    path: '/v1/agents',
    access: 'owner',
    summary: 'Add an agent; answers the one-time link to hand over',
    body: inviteSchema,
    answer: one(oneTimeLinkSchema),
    errors: ['already_exists'],
  },
  resetPassword: {
    method: 'POST',
    path: '/v1/agents/{id}/reset',
    access: 'owner',
    summary: 'Make a one-time link for an agent who lost the password, or who was not invited yet',
    answer: one(oneTimeLinkSchema),
  },
  changeRole: {
    method: 'PATCH',
    path: '/v1/agents/{id}',
    access: 'owner',
    summary: 'Say what an agent may do; somebody always stays owner',
    body: changeRoleSchema,
    answer: one(agentSchema),
    errors: ['last_owner'],
  },
  mapIdentity: {
    method: 'PUT',
    path: '/v1/connections/{id}/identities/{vendor_user_id}',
    access: 'owner',
    summary: "Say which agent a vendor's user is",
    body: mapIdentitySchema,
    answer: one(identitySchema),
  },
} as const satisfies Record<string, Endpoint>
