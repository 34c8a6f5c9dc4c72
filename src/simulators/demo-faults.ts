import type { FaultInput, RunningSimulator } from './simulator-kind.ts'

/** What can go wrong with the demo's vendor, each by a name of its own. */
export type DemoFaults = {
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
/** Switches over the faults of one vendor, all off at first; faults that somebody else gave it are left alone. */
export function createDemoFaults(
  vendor: Pick<RunningSimulator, 'faults' | 'refusals' | 'repeatWebhooksAfter'>,
): DemoFaultSwitches {
  let now: DemoFaults = { slow: false, down: false, refusing: false, dropping: false, doubled_webhooks: false }
  let added: string[] = []
  return {
    read: () => ({ ...now }),
    set(wanted) {
      for (const id of added) vendor.faults.clear(id)
      added = requestFaults(wanted, vendor.refusals).map((fault) => vendor.faults.add(fault))
      vendor.repeatWebhooksAfter?.(wanted.doubled_webhooks ? REPEAT_AFTER_MS : null)
      now = { ...wanted }
    },
  }
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
