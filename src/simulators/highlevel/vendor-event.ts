import type { JsonObject } from '../kit/json.ts'

/** What is announced; the delivery adds its own id and time. */
export type VendorEvent = { type: string; fields: JsonObject }
