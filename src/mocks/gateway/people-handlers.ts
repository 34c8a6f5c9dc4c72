import type { RequestHandler } from 'msw'
import * as z from 'zod/mini'
import { changeRoleSchema, inviteSchema, mapIdentitySchema } from '#contract/roster.ts'
import { createOwnerSchema, demoSignInSchema } from '#contract/sign-in.ts'
import { endpoints } from '#contract/endpoints.ts'
import { makeAgent } from '../builders/agent.ts'
import { answer, refuse } from './answers.ts'
import type { Asked } from './answers.ts'
import type { World } from './world.ts'

/** What opens the door in tests. */
export const MOCK_PASSWORD = 'correct horse battery'
export const MOCK_CODE = 'CODE-1234'
export const MOCK_TOKEN = 'tok_welcome'

const link = () => ({
  data: { url: `https://sigap.example/link/${MOCK_TOKEN}`, expires_at: '2026-11-27T09:00:00.000Z' },
})
const done = { data: { done: true } }

/** The door, sessions, agents and whom they are at the vendor. */
export function peopleHandlers(world: World): RequestHandler[] {
  const { session, agents, identities, me } = world
  const guarded = (make: (asked: Asked) => unknown) => (asked: Asked) =>
    session.me === null ? refuse('authentication_required') : make(asked)
  const enter = () => {
    session.me = me
    return done
  }

  return [
    answer(
      endpoints.getMe,
      guarded(() => ({ data: session.me })),
    ),
    answer(endpoints.reportPresence, () => done),
    answer(endpoints.getDoor, () => ({ data: world.door })),
    answer(
      endpoints.listAgents,
      guarded(() => ({ data: agents })),
    ),
    answer(
      endpoints.listConnections,
      guarded(() => ({ data: world.connections })),
    ),
    answer(
      endpoints.listIdentities,
      guarded(() => ({ data: identities })),
    ),
    answer(endpoints.signIn, ({ body }) =>
      passwordOf(body) === MOCK_PASSWORD ? enter() : refuse('invalid_credentials'),
    ),
    answer(endpoints.signInToDemo, ({ body }) => {
      const asked = z.safeParse(demoSignInSchema, body)
      const isDemo = asked.success && world.door.demo_agents.some((agent) => agent.id === asked.data.agent_id)
      return isDemo ? enter() : refuse('permission_denied')
    }),
    answer(endpoints.signOut, () => {
      session.me = null
      return done
    }),
    answer(endpoints.createOwner, ({ body }) => {
      const asked = z.safeParse(createOwnerSchema, body)
      if (!asked.success) return refuse('invalid_field_value')
      return asked.data.code === MOCK_CODE ? enter() : refuse('invalid_field_value', 'code')
    }),
    answer(endpoints.changePassword, ({ body }) =>
      passwordOf(body) === MOCK_PASSWORD ? done : refuse('invalid_field_value', 'current'),
    ),
    answer(endpoints.getLink, ({ params }) =>
      params['token'] === MOCK_TOKEN
        ? { data: { name: 'Budi', email: 'budi@example.com', purpose: 'invite' } }
        : refuse('invalid_link'),
    ),
    answer(endpoints.useLink, ({ params }) => (params['token'] === MOCK_TOKEN ? enter() : refuse('invalid_link'))),
    answer(endpoints.inviteAgent, ({ body }) => {
      const asked = z.safeParse(inviteSchema, body)
      if (!asked.success) return refuse('invalid_field_value', 'email')
      if (agents.some((agent) => agent.email === asked.data.email)) return refuse('already_exists', 'email')
      agents.push(makeAgent({ ...asked.data, state: 'invited' }))
      return link()
    }),
    answer(endpoints.resetPassword, link),
    answer(endpoints.changeRole, ({ params, body }) => {
      const asked = z.safeParse(changeRoleSchema, body)
      const at = agents.findIndex(({ id }) => id === params['id'])
      const agent = agents[at]
      if (!asked.success || agent === undefined) return refuse('resource_not_found')
      const owners = agents.filter(({ role }) => role === 'owner')
      if (agent.role === 'owner' && owners.length === 1) return refuse('last_owner')
      const changed = { ...agent, ...asked.data }
      agents[at] = changed
      return { data: changed }
    }),
    answer(
      endpoints.listVendorUsers,
      guarded(() => ({
        data: [
          ...identities.map((identity) => ({ ...identity, suggested_agent_id: null })),
          ...world.strangers.map((user) => ({ ...user, agent_id: null, suggested_agent_id: user.agent_id })),
        ],
      })),
    ),
    answer(endpoints.acceptSuggestions, () => {
      const taken = world.strangers.splice(0)
      identities.push(...taken)
      return { data: taken }
    }),
    answer(endpoints.mapIdentity, ({ params, body }) => {
      const asked = z.safeParse(mapIdentitySchema, body)
      const at = identities.findIndex((identity) => identity.vendor_user_id === params['vendor_user_id'])
      const identity = identities[at]
      if (!asked.success || identity === undefined) return refuse('resource_not_found')
      const mapped = { ...identity, agent_id: asked.data.agent_id }
      identities[at] = mapped
      return { data: mapped }
    }),
  ]
}

const passwordSchema = z.object({ password: z.optional(z.string()), current: z.optional(z.string()) })

function passwordOf(body: unknown): string | undefined {
  const parsed = z.safeParse(passwordSchema, body)
  return parsed.success ? (parsed.data.password ?? parsed.data.current) : undefined
}
