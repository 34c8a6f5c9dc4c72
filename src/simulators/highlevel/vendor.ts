import type { Clock } from '../kit/clock.ts'
import { plainToken, type Random } from '../kit/ids.ts'
import type { Store } from '../kit/store.ts'
import type { Timer } from '../kit/worker.ts'
import type { VendorEvent } from './vendor-event.ts'
import type { Message } from './message-row.ts'
import type { RateLimits } from './rate-limit.ts'

/** How the simulated vendor behaves where its documents leave a choice or are contradicted by what was seen. */
export type Behaviour = {
  /** `live`: the list of messages stands one level deeper than documented, and a message stands under `message`. */
  messageShape: 'live' | 'spec'
  /** `live`: search rows carry times, assignee, star and more; `spec`: the documented fields only. */
  rowShape: 'live' | 'spec'
  /** `spec`: the conversation itself; `wrapped`: under `conversation`, as one client reads it. */
  conversationShape: 'spec' | 'wrapped'
  /** `flat`: fields stand beside `type`; `data`: below it. */
  webhookShape: 'flat' | 'data'
  /** Whether a contact's new owner becomes the assignee of its conversation. */
  ownerIsAssignee: boolean
  /** The most rows in a page of search, whatever is asked for. */
  maxPage: number
  /** Milliseconds from an accepted send to `sent`, `delivered` and `read`; a null step never comes. */
  pace: { sent: number; delivered: number | null; read: number | null }
}

/** The inside of the simulated vendor: one location, its clock and its store. */
export type Vendor = {
  store: Store
  clock: Clock
  random: Random
  limits: RateLimits
  behaviour: Behaviour
  apiKey: string
  locationId: string
  companyId: string
  /** Whether the next message that is accepted fails on its way, if a fault says so. */
  nextSendFails: () => boolean
  /** Announces an event to the app's webhook address, if it has one. */
  emit: (event: VendorEvent) => void
  /** Each is told every message that the shop sends, from the dashboard or by the API, once it is accepted. */
  onAccepted: Set<(message: Message) => void>
  /** Called after work with a due time was stored. */
  wake: () => void
  timer: Timer
  /** Aborted when the simulator is closed. */
  closing: AbortSignal
}

/** Twenty letters and digits, as all the vendor's ids are. */
export function newId({ random }: Vendor): string {
  return plainToken(20, random)
}
