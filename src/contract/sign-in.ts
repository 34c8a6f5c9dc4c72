import * as z from 'zod/mini'

/** What the sign-in page must know before anybody is signed in. */
export const doorSchema = z.object({
  /** No owner yet: the first visit creates one with the code that the start printed. */
  needs_owner: z.boolean(),
  /** Agents that one click signs in as; empty outside the demo. */
  demo_agents: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type Door = z.infer<typeof doorSchema>

export const personNameSchema = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))
export const emailSchema = z.email().check(z.maxLength(200))
const password = z.string().check(z.minLength(10), z.maxLength(128))

export const createOwnerSchema = z.strictObject({
  code: z.string().check(z.maxLength(40)),
  name: personNameSchema,
  email: emailSchema,
  password,
})
export const demoSignInSchema = z.strictObject({ agent_id: z.string() })
/** Whom a one-time link is for, so that the page can greet them before they choose a password. */
export const linkInfoSchema = z.object({ name: z.string(), email: z.string(), purpose: z.enum(['invite', 'reset']) })
export const useLinkSchema = z.strictObject({ password })
