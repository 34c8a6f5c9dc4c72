import type { WebhookDelivery } from '#connectors/webhooks.ts'

/**
 * What became of something that a vendor told, or somebody in its name: `taken`; `repeated`: it is known already; `refused`: its
 * signature is wrong or too old; `ignored`: it cannot be read, or is about nothing that is shown here.
 */
export type Heard = 'taken' | 'repeated' | 'refused' | 'ignored'

/** How often each happened since this process began to listen. `sinceMs` is epoch milliseconds. */
export type HeardCounts = Record<Heard, number> & { sinceMs: number }

export function nothingHeard(sinceMs: number): HeardCounts {
  return { taken: 0, repeated: 0, refused: 0, ignored: 0, sinceMs }
}

/** What a verified delivery counts as. */
export function heardAs({ events }: WebhookDelivery, isNew: boolean): Heard {
  if (!isNew) return 'repeated'
  return events.every(({ type }) => type === 'ignored') ? 'ignored' : 'taken'
}
