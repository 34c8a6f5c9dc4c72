import type { Clock } from '../kit/clock.ts'
import type { Message } from './message-row.ts'
import type { Cursors } from './cursor.ts'
import type { VendorEvent } from './event-types.ts'
import { vendorId, type Random } from '../kit/ids.ts'
import type { RateLimits } from './rate-limit.ts'
import type { Store } from '../kit/store.ts'
import type { Timer } from '../kit/worker.ts'

/** How the simulated vendor behaves where its documents leave a choice. */
export type Behaviour = {
  /** What an inbound message does to a resolved conversation. Undocumented; `reopen` unless told otherwise. */
  inboundToResolved: 'reopen' | 'new'
  /** Milliseconds from an accepted send to `sent`, `delivered` and `read`; a null step never comes. */
  pace: { sent: number; delivered: number | null; read: number | null }
  /** By which id `message.status` names a message: Meta's, or the vendor's own, as it was seen to for some. */
  statusIds: 'wamid' | 'own'
  /** Milliseconds from a message to when its file can be fetched from the vendor. */
  mediaAfterMs: number
  /** Accept plain http webhook addresses on loopback, which the vendor would refuse. */
  allowLoopbackWebhooks: boolean
  /** Fetch files from plain http addresses on loopback, which the vendor would refuse. */
  allowLoopbackFiles: boolean
}

/** The inside of the simulated vendor: one organisation, its clock and its store. */
export type Vendor = {
  store: Store
  clock: Clock
  random: Random
  cursors: Cursors
  limits: RateLimits
  behaviour: Behaviour
  apiKey: string
  /** The failure that the next outbound message will meet at Meta, if a fault says so. */
  nextSendFailure: () => SendFailure | null
  /** Announces an event to every subscription that asked for its type. */
  emit: (event: VendorEvent) => void
  /** Each is told every message that the shop sends, from the dashboard or by the API, once it is accepted. */
  onAccepted: Set<(message: Message) => void>
  /** Called after work with a due time was stored. */
  wake: () => void
  /** Calls back after real time, or the time of a test. */
  timer: Timer
  /** Aborted when the simulator is closed. */
  closing: AbortSignal
}

/** An asynchronous failure, as it stands on the message. */
export type SendFailure = { code: string; message: string; provider_code: number }

export function newId(vendor: Vendor, prefix: string): string {
  return vendorId(prefix, vendor.random)
}
