/** What is known of one field that both a vendor and we hold. Values are compared as the vendor writes them. */
export type KnownField<V> = {
  /** The vendor's last known value. */
  shadow: V
  /** A write of ours is queued or under way. */
  pending: boolean
  /** When our last write was acknowledged, epoch ms; 0 for never. */
  ackedAt: number
}

/** No read is under way for so long: what was acknowledged that much after it began was acknowledged before the clock was set back. */
const LONGEST_READ_MS = 10 * 60 * 1000

/**
 * Decides what a vendor's read means for one field.
 *
 * `skip`: the read may predate a write of ours, so it proves nothing. `same`: the vendor has not moved, and what we show stays even
 * where it differs (kept here). `take`: somebody changed it at the vendor; both shadow and shown value follow.
 */
export function mergeField<V>(field: KnownField<V>, read: V, readBegan: number): 'skip' | 'same' | 'take' {
  if (field.pending || isAckedSince(field.ackedAt, readBegan)) return 'skip'
  return read === field.shadow ? 'same' : 'take'
}

/** Whether a write was acknowledged after a read began, so that the read may not show it. Both epoch ms. */
export function isAckedSince(ackedAt: number, readBegan: number): boolean {
  // Equality counts as "after": with millisecond clocks the two moments cannot be told apart, and a later read settles it.
  return ackedAt >= readBegan && ackedAt - readBegan <= LONGEST_READ_MS
}

/** A read whose `updated_at` is older than the newest one seen is a late arrival and is dropped whole. Both epoch ms. */
export function isStaleRead(readUpdatedAt: number, lastUpdatedAt: number): boolean {
  return readUpdatedAt < lastUpdatedAt
}
