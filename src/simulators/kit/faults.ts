import { z } from 'zod'

import { requestClass } from './request-class.ts'

const match = {
  method: z.string().optional(),
  /** Path below the base, such as `/conversations`; a trailing `*` matches anything after it. Default: every path. */
  path: z.string().optional(),
  class: z.enum(['read', 'write']).optional(),
  /** How many requests it hits; without it, every one until it is cleared. */
  times: z.int().min(1).optional(),
}

const moment = z.enum(['before', 'after'])
const ways = z.enum(['missing_id', 'wrong_type', 'bad_date', 'not_an_object'])

/** Something that goes wrong on demand. Faults apply in the order in which they were added, and add up. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** The answer is late, because the vendor reads the request late or because it answers late what it has applied. */
  z.strictObject({ kind: z.literal('latency'), ms: z.number().min(0), when: moment.default('before'), ...match }),
  z.strictObject({
    kind: z.literal('error'),
    status: z.int().min(400).max(599),
    code: z.string().optional(),
    param: z.string().optional(),
    message: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    /** Sent as it is, as text/html, in place of the vendor's error body. */
    body: z.string().optional(),
    /** Whether the request is refused, or applied and its answer lost behind a failure. */
    when: moment.default('before'),
    ...match,
  }),
  /** The connection is lost, before the request was read or after it was applied. */
  z.strictObject({ kind: z.literal('drop'), when: moment, ...match }),
  /** One row of a conversation list is broken: the named one, or the first. */
  z.strictObject({ kind: z.literal('malformed'), shape: ways, conversation_id: z.string().optional(), ...match }),
  /** The next accepted messages fail later, on their way to the customer, with this code. */
  z.strictObject({
    kind: z.literal('send'),
    code: z.string(),
    message: z.string().default('The message could not be sent.'),
    provider_code: z.int().default(0),
    times: match.times,
  }),
])

export type Fault = z.infer<typeof faultSchema>
/** A fault as it is written by hand, defaults left out. */
type FaultInput = z.input<typeof faultSchema>
export type Malformation = z.infer<typeof ways>
type Active = { id: string; fault: Fault; left: number }

export type Faults = {
  /** Returns the id by which the fault can be cleared. */
  add: (fault: FaultInput) => string
  /** Clears one fault, or all. */
  clear: (id?: string) => void
  list: () => { id: string; fault: Fault }[]
  /** The faults that hit this request, each counted as used. */
  strike: (method: string, path: string) => Fault[]
  /** The failure that hits the next send, counted as used. */
  strikeSend: () => Extract<Fault, { kind: 'send' }> | null
}

export function createFaults(): Faults {
  let active: Active[] = []
  let made = 0

  function spend(hits: Active[]): void {
    for (const hit of hits) hit.left -= 1
    active = active.filter(({ left }) => left > 0)
  }

  return {
    add: (input) => {
      const fault = faultSchema.parse(input)
      made += 1
      const id = `fault_${made}`
      active.push({ id, fault, left: fault.times ?? Number.POSITIVE_INFINITY })
      return id
    },
    clear: (id) => {
      active = id === undefined ? [] : active.filter((one) => one.id !== id)
    },
    list: () => active.map(({ id, fault }) => ({ id, fault })),
    strike: (method, path) => {
      const hits = active.filter(({ fault }) => hitsRequest(fault, method, path))
      spend(hits)
      return hits.map(({ fault }) => fault)
    },
    strikeSend: () => {
      for (const one of active) {
        if (one.fault.kind !== 'send') continue
        spend([one])
        return one.fault
      }
      return null
    },
  }
}

function hitsRequest(fault: Fault, method: string, path: string): boolean {
  if (fault.kind === 'send') return false
  if (fault.method !== undefined && fault.method !== method) return false
  if (fault.class !== undefined && fault.class !== requestClass(method)) return false
  if (fault.path === undefined) return true
  return fault.path.endsWith('*') ? path.startsWith(fault.path.slice(0, -1)) : path === fault.path
}
