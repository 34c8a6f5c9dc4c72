import type { OutboxPatch } from '#gateway/storage/outbox.ts'
import { couldBeUndoneBy, rememberAttempt } from '#gateway/usecases/conversations/outbox-patch.ts'

/** A request that got no answer may still be worked off by the vendor this long after we gave up on it. */
const LATE_MS = 20_000

/** Writes that got no answer, by the vendor's id of their conversation: what was tried, and until when it may arrive late. */
export type Unanswered = Map<string, { tried: OutboxPatch['tried']; until: number }>

/** One connection's, and when this process began to deliver what it owes, epoch ms. */
type Waiting = { unanswered: Unanswered; servingSince: number; now: () => number }

export function noteUnanswered({ unanswered, now }: Waiting, vendorId: string, patch: OutboxPatch): void {
  for (const [id, { until }] of unanswered) if (until <= now()) unanswered.delete(id)
  unanswered.set(vendorId, { tried: rememberAttempt(patch).tried, until: now() + LATE_MS })
}

/**
 * Until when a write has to wait because an older one with another value, of which nobody knows where it is, could come after it and
 * undo it. Epoch ms; null: it need not wait. What was tried before this worker began counts as tried when it began.
 */
export function waitsUntil(
  { unanswered, servingSince, now }: Waiting,
  vendorId: string,
  patch: OutboxPatch,
): number | null {
  const known = unanswered.get(vendorId)
  const { tried, until } = known ?? { tried: patch.tried, until: servingSince + LATE_MS }
  return until > now() && couldBeUndoneBy(patch, tried) ? until : null
}
