import * as z from 'zod/mini'
import { identitySchema, roleSchema } from './agent.ts'
import { emailSchema, personNameSchema } from './sign-in.ts'

/** Somebody whom conversations can be assigned to at a vendor. Null: nobody said yet which agent that is. */
export const vendorUserSchema = z.object({
  ...identitySchema.shape,
  agent_id: z.nullable(z.string()),
  /** The agent with the same e-mail. */
  suggested_agent_id: z.nullable(z.string()),
})
export type VendorUser = z.infer<typeof vendorUserSchema>

export const changeRoleSchema = z.strictObject({ role: roleSchema })
export const inviteSchema = z.strictObject({ name: personNameSchema, email: emailSchema })
/** A one-time link; shown once, to be handed over by the owner. */
export const oneTimeLinkSchema = z.object({ url: z.string(), expires_at: z.iso.datetime() })
export const mapIdentitySchema = z.strictObject({ agent_id: z.string() })
