import * as z from 'zod/mini'
import { connectionSchema } from './connection.ts'
import { instantSchema } from './conversation.ts'

const wordsSchema = z.object({ en: z.string(), id: z.string() })

/** A vendor that can be connected, and what it asks for. */
export const vendorSchema = z.object({
  vendor: z.string(),
  name: z.string(),
  /** Null when every customer has an address of their own, which then has to be given. */
  base_url: z.nullable(z.string()),
  fields: z.array(
    z.object({
      name: z.string(),
      label: wordsSchema,
      /** Where it is found at the vendor. */
      help: wordsSchema,
      /** Taken once and never shown again. */
      secret: z.boolean(),
      required: z.boolean(),
      preset: z.nullable(z.string()),
    }),
  ),
  /** Null when it tells us nothing by itself. `theirs`: the vendor makes the secret, which is pasted here; `ours`: it is made here. */
  webhooks: z.nullable(z.object({ help: wordsSchema, secret: z.enum(['theirs', 'ours']) })),
})
export type Vendor = z.infer<typeof vendorSchema>

/** The name of the setting that the vendor's own webhook secret is given under; several with commas while one is replaced. */
export const WEBHOOK_SECRET = 'webhook_secret'

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))
const baseUrl = z.string().check(z.trim(), z.minLength(1), z.maxLength(300))
/** An empty value takes a setting away, or leaves it at what it is when nothing is given. */
const settings = z
  .array(
    z.strictObject({ name: z.string().check(z.maxLength(60)), value: z.string().check(z.trim(), z.maxLength(8000)) }),
  )
  .check(z.maxLength(40))

export const addConnectionSchema = z.strictObject({
  vendor: z.string().check(z.maxLength(60)),
  name: z.optional(name),
  base_url: z.optional(baseUrl),
  settings,
})

/** With `connection_id` what is not given is taken from there; a secret only as long as `base_url` stays what it was. */
export const testConnectionSchema = z.strictObject({
  connection_id: z.optional(z.string()),
  vendor: z.optional(z.string().check(z.maxLength(60))),
  base_url: z.optional(baseUrl),
  settings,
})

export const changeConnectionSchema = z.strictObject({
  name: z.optional(name),
  paused: z.optional(z.boolean()),
  base_url: z.optional(baseUrl),
  settings: z.optional(settings),
  /** Where webhook secrets are ours: makes another, which the answer tells once. */
  new_webhook_secret: z.optional(z.literal(true)),
})

/** Six ways in which a vendor can fail us; the code is the vendor's own where it gave one. */
export const problemKinds = ['auth', 'rate_limited', 'rejected', 'not_found', 'unreachable', 'malformed'] as const

/** What the vendor said: whose account this is, or why not. One of the two is null. */
export const connectionTestSchema = z.object({
  account: z.nullable(
    z.object({
      id: z.string(),
      name: z.string(),
      /** Null when the vendor does not tell. */
      reads_per_minute: z.nullable(z.number()),
      writes_per_minute: z.nullable(z.number()),
    }),
  ),
  problem: z.nullable(z.object({ kind: z.enum(problemKinds), code: z.string(), message: z.string() })),
})
export type ConnectionTest = z.infer<typeof connectionTestSchema>

/**
 * What became of subscribing to a vendor's webhooks by ourselves. `by_hand`: a secret was given here, so we leave it to whoever gave it;
 * `no_address`: the vendor cannot reach us; `pending`: it is tried, after a `problem` again; `refused`: the vendor does not let us.
 */
const subscriptionSchema = z.object({
  state: z.enum(['by_hand', 'no_address', 'pending', 'active', 'refused']),
  problem: z.nullable(z.object({ code: z.string(), message: z.string() })),
})

/** How a connection is set up, for those who may change that. */
export const connectionSetupSchema = z.object({
  connection: connectionSchema,
  /** `environment`: set where the gateway is started, and cannot be changed here. */
  source: z.enum(['here', 'environment']),
  account_id: z.nullable(z.string()),
  base_url: z.string(),
  /** A secret has no value here: it is kept, and can be replaced. */
  settings: z.array(z.object({ name: z.string(), value: z.nullable(z.string()) })),
  /** Null where the vendor has no webhooks. `public`: the address can be reached from outside, as far as this gateway knows. */
  webhook: z.nullable(
    z.object({
      url: z.string(),
      secret: z.enum(['theirs', 'ours']),
      public: z.boolean(),
      /** Null where the vendor lets nobody subscribe but by hand. */
      subscription: z.nullable(subscriptionSchema),
      /** Null when nothing was delivered in the last 30 days. */
      last_delivery_at: z.nullable(instantSchema),
    }),
  ),
  /** Reads left as the vendor last told this gateway; null where it told nothing. */
  budget: z.nullable(z.object({ limit: z.number(), remaining: z.number(), reset_at: instantSchema })),
  /**
   * What the vendor told this gateway by webhook or stream since it began to listen: `repeated` was known already, `refused` came with a
   * wrong or old signature, `ignored` cannot be read or is about nothing that is shown here. Null where it does not listen.
   */
  heard: z.nullable(
    z.object({
      since_at: instantSchema,
      taken: z.int(),
      repeated: z.int(),
      refused: z.int(),
      ignored: z.int(),
    }),
  ),
  created_at: instantSchema,
})
export type ConnectionSetup = z.infer<typeof connectionSetupSchema>

/** After adding or changing one. `webhook_secret` is told once, when it was made here just now. */
export const savedConnectionSchema = z.object({
  setup: connectionSetupSchema,
  webhook_secret: z.nullable(z.string()),
})

/**
 * What became of a removed connection: its conversations stay, with the messages that were opened here, and what was waiting to go out does
 * not. `subscription`: what became of the one that we made to the vendor's webhooks; null where there was none.
 */
export const removedConnectionSchema = z.object({
  id: z.string(),
  withdrawn: z.int(),
  subscription: z.nullable(z.enum(['removed', 'left'])),
})

/** A row of the vendor's that could not be read. */
export const quarantinedSchema = z.object({
  /** The vendor's id of it, or null when it had none. */
  vendor_id: z.nullable(z.string()),
  reason: z.string(),
  first_seen_at: instantSchema,
  last_seen_at: instantSchema,
  seen: z.int(),
})
export type Quarantined = z.infer<typeof quarantinedSchema>
