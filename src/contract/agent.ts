import * as z from 'zod/mini'

/** An owner decides who belongs here and what they may; an admin also sets up connections; an agent works. */
export const roles = ['owner', 'admin', 'agent'] as const
export const roleSchema = z.enum(roles)
export type Role = z.infer<typeof roleSchema>

export const agentSchema = z.object({
  id: z.string(),
  object: z.literal('agent'),
  name: z.string(),
  email: z.nullable(z.string()),
  role: roleSchema,
  /** `active` can sign in, `invited` has an unused link, `known` was only seen as an assignee at a vendor. */
  state: z.enum(['active', 'invited', 'known']),
})
export type Agent = z.infer<typeof agentSchema>

/** Which of our agents a vendor's user is. `agent_id` is null only while nobody was mapped. */
export const identitySchema = z.object({
  connection_id: z.string(),
  vendor_user_id: z.string(),
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  agent_id: z.string(),
})
export type Identity = z.infer<typeof identitySchema>

/** Somebody whom conversations can be assigned to at a vendor. Null: nobody said yet which agent that is. */
export const vendorUserSchema = z.object({
  ...identitySchema.shape,
  agent_id: z.nullable(z.string()),
  /** The agent with the same e-mail. */
  suggested_agent_id: z.nullable(z.string()),
})
export type VendorUser = z.infer<typeof vendorUserSchema>

/** Who is asking. `agent` is null for an API key, which is an actor of its own. */
export const meSchema = z.object({
  agent: z.nullable(agentSchema),
  workspace: z.object({ id: z.string(), name: z.string() }),
  demo: z.boolean(),
})
export type Me = z.infer<typeof meSchema>

/** What the sign-in page must know before anybody is signed in. */
export const doorSchema = z.object({
  /** No owner yet: the first visit creates one with the code that the start printed. */
  needs_owner: z.boolean(),
  /** Agents that one click signs in as; empty outside the demo. */
  demo_agents: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type Door = z.infer<typeof doorSchema>

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))
const email = z.email().check(z.maxLength(200))
const password = z.string().check(z.minLength(10), z.maxLength(128))

export const createOwnerSchema = z.strictObject({ code: z.string().check(z.maxLength(40)), name, email, password })
export const demoSignInSchema = z.strictObject({ agent_id: z.string() })
export const changeRoleSchema = z.strictObject({ role: roleSchema })
export const inviteSchema = z.strictObject({ name, email })
/** A one-time link; shown once, to be handed over by the owner. */
export const oneTimeLinkSchema = z.object({ url: z.string(), expires_at: z.iso.datetime() })
/** Whom a one-time link is for, so that the page can greet them before they choose a password. */
export const linkInfoSchema = z.object({ name: z.string(), email: z.string(), purpose: z.enum(['invite', 'reset']) })
export const useLinkSchema = z.strictObject({ password })
export const mapIdentitySchema = z.strictObject({ agent_id: z.string() })
