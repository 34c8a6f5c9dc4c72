import type { Faults } from './kit/faults.ts'

/** A fault as it is written by hand, defaults left out. */
export type FaultInput = Parameters<Faults['add']>[0]

export type OpenOptions = {
  /** A SQLite file that survives a restart; without it state lives in memory. */
  path?: string
  /** The one key that is accepted; each vendor has one of its own otherwise. */
  apiKey?: string
  /** An empty store is filled with this many conversations. */
  conversations: number
  /** `documented` limits are those of the vendor's pages; `generous` ones let a demo fill in a moment. */
  limits: 'documented' | 'generous'
  /** Take webhook and file addresses on this machine, which the vendor would refuse. */
  allowLoopback: boolean
  /** How webhooks leave, and how files that are sent are fetched. Default: global fetch. */
  deliver?: (url: string, init: RequestInit) => Promise<Response>
  fetchFile?: (url: string, init?: RequestInit) => Promise<Response>
}

/** A simulator that runs, as far as all vendors are alike. */
export type RunningSimulator = {
  /** The vendor and its control surface; rejects with a `TypeError` when a connection is dropped. */
  fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>
  apiKey: string
  /** What else whoever connects it has to know. */
  options: Readonly<Record<string, string>>
  /** The people who work in the organisation. */
  users: readonly { name: string; email: string }[]
  faults: Pick<Faults, 'add' | 'clear'>
  /** How messages and changes are refused for good. */
  refusals: readonly FaultInput[]
  /** Every webhook comes again this many milliseconds later; null: no more. Absent where there are none. */
  repeatWebhooksAfter?: (ms: number | null) => void
  /** Has webhooks come to this address and answers what tells them from forged ones. Absent where there are none. */
  sendWebhooksTo?: (url: string) => Promise<readonly string[]>
  /** Customers keep writing, this many milliseconds apart on average, until what it answers is called. */
  startCustomers: (everyMs: number) => () => void
  close: () => void
}

/** A vendor that can be simulated. */
export type SimulatorKind = {
  vendor: string
  /** As the vendor writes it. */
  name: string
  /** How much of the demo's post comes by it, in proportion to the others. */
  share: number
  /** Where its API begins below its address; empty where it begins at the root. */
  basePath: string
  open: (options: OpenOptions) => RunningSimulator
}
