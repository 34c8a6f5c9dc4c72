import * as z from 'zod/mini'

/** What can be made to go wrong with the demo's vendors, in the order of telling. */
export const vendorFaultNames = ['slow', 'down', 'refusing', 'dropping', 'doubled_webhooks'] as const
export type VendorFaultName = (typeof vendorFaultNames)[number]

const switches = {
  /** The vendor that it goes wrong with; null: all of them. */
  vendor: z.nullable(z.string().check(z.maxLength(64))),
  /** Answers come late, to reads and writes. */
  slow: z.boolean(),
  /** It answers nothing but 503. */
  down: z.boolean(),
  /** Messages and changes are refused; reads work. */
  refusing: z.boolean(),
  /** What is asked is done, and the answer is lost. */
  dropping: z.boolean(),
  /** Every webhook comes twice, the second time behind newer ones. */
  doubled_webhooks: z.boolean(),
} satisfies Record<VendorFaultName | 'vendor', z.ZodMiniType>

export const vendorFaultsSchema = z.object(switches)
export type VendorFaults = z.infer<typeof vendorFaultsSchema>

/** All of them at once: a fault that is not named would be neither on nor off. */
export const setVendorFaultsSchema = z.strictObject(switches)
