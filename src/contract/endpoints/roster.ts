import { agentSchema, identitySchema } from '../agent.ts'
import { changeRoleSchema, inviteSchema, mapIdentitySchema, oneTimeLinkSchema, vendorUserSchema } from '../roster.ts'
import type { Endpoint } from './endpoint.ts'
import { many, one } from './endpoint.ts'

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
  listVendorUsers: {
    method: 'GET',
    path: '/v1/vendor-users',
    access: 'owner',
    summary: 'Whom conversations can be assigned to at each vendor, and which agents they are or may be',
    answer: many(vendorUserSchema),
  },
  acceptSuggestions: {
    method: 'POST',
    path: '/v1/vendor-users/suggestions',
    access: 'owner',
    summary: 'Take every suggestion of GET /v1/vendor-users; answers who became whom',
    answer: many(identitySchema),
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
