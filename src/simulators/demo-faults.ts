import type { FaultInput, RunningSimulator } from './simulator-kind.ts'

/** What can go wrong with the demo's vendors, each by a name of its own. */
export type DemoFaults = {
  /** The vendor that it goes wrong with; null: all of them. */
  vendor: string | null
  /** Answers come late: to a read, and to a write that was applied at once. */
  slow: boolean
  /** 503 to everything. */
  down: boolean
  /** Messages and changes are refused for good; reads work. */
  refusing: boolean
  /** What is asked is done, and the answer is lost. */
  dropping: boolean
  /** Every webhook comes twice, the second time behind newer ones. */
  doubled_webhooks: boolean
}

/** The switches: all of them at once. They stay as they are until the program ends. */
export type DemoFaultSwitches = { read: () => DemoFaults; set: (wanted: DemoFaults) => void }

/** Below the ten seconds after which a caller gives up: late, and not never. */
const LATE_MS = 6000
/** Later than a message takes from `sent` to `delivered`, so that the first mark is told again behind the second. */
const REPEAT_AFTER_MS = 3000

type FailingVendor = Pick<RunningSimulator, 'faults' | 'refusals' | 'repeatWebhooksAfter'> & { vendor: string }

const allOff: DemoFaults = {
  vendor: null,
  slow: false,
  down: false,
  refusing: false,
  dropping: false,
  doubled_webhooks: false,
}

/** Switches over the faults of these vendors, all off at first; faults that somebody else gave them are left alone. */
export function createDemoFaults(vendors: readonly FailingVendor[]): DemoFaultSwitches {
  let now = allOff
  let added: (() => void)[] = []
  return {
    read: () => ({ ...now }),
    set(wanted) {
      for (const clear of added) clear()
      added = vendors.flatMap((one) => letFail(one, [null, one.vendor].includes(wanted.vendor) ? wanted : allOff))
      now = { ...wanted }
    },
  }
}

/** Answers what ends each of the faults. */
function letFail({ faults, refusals, repeatWebhooksAfter }: FailingVendor, wanted: DemoFaults): (() => void)[] {
  repeatWebhooksAfter?.(wanted.doubled_webhooks ? REPEAT_AFTER_MS : null)
  return requestFaults(wanted, refusals)
    .map((fault) => faults.add(fault))
    .map((id) => () => faults.clear(id))
}

/** The first refusal that hits a request answers it, so being down comes before refusing. */
function requestFaults({ slow, down, refusing, dropping }: DemoFaults, refusals: readonly FaultInput[]): FaultInput[] {
  return [
    ...(slow ? [{ kind: 'latency', ms: LATE_MS, when: 'after' } as const] : []),
    ...(down ? [{ kind: 'error', status: 503 } as const] : []),
    ...(refusing ? refusals : []),
    ...(dropping ? ['POST', 'PUT', 'PATCH'].map((method) => ({ kind: 'drop', when: 'after', method }) as const) : []),
  ]
}
