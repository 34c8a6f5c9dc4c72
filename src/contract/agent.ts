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

/** Who is asking. `agent` is null for an API key, which is an actor of its own. */
export const meSchema = z.object({
  agent: z.nullable(agentSchema),
  workspace: z.object({ id: z.string(), name: z.string() }),
  demo: z.boolean(),
})
export type Me = z.infer<typeof meSchema>
