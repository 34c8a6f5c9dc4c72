/** Posts a webhook. Like fetch, it rejects when there was no answer. */
export type Deliver = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string; redirect: 'manual'; signal: AbortSignal },
) => Promise<Response>

/** What can be made to happen to webhooks on their way, on demand. */
export type WebhookTricks = {
  /** Keeps new deliveries back until they are released. */
  hold: () => void
  /** Sends what was held, one after another, in order or in reverse. */
  release: (order: 'as_made' | 'reversed') => Promise<void>
  /** From now on every delivery arrives this many times more than it should. */
  duplicate: (extra: number) => void
  /** From now on a delivery that was accepted comes once more, this much later and so behind newer ones; null ends that. */
  repeatAfter: (ms: number | null) => void
}

/** Carries a vendor's webhooks; how they are signed, and what becomes of those that are not taken, is the vendor's own. */
export type WebhookCourier = {
  tricks: WebhookTricks
  /** Whether new deliveries wait for their release instead of being due. */
  isHolding: () => boolean
  /** Has a delivery that was just made released with the others, while they are held. */
  keep: (id: string) => void
  /** How many times more than it should a delivery arrives. */
  extra: () => number
  /** How much later it comes once more; null: it does not. */
  repeatMs: () => number | null
  /** The answer; null when there was none within ten seconds. */
  post: (url: string, headers: Record<string, string>, body: string) => Promise<Response | null>
}

const ANSWER_WITHIN_MS = 10_000

/** `attempt` makes the delivery of an id, if it is still there; `closing` ends whatever is under way. */
export function createWebhookCourier(
  deliver: Deliver,
  closing: AbortSignal,
  attempt: (id: string) => Promise<void>,
): WebhookCourier {
  let held: string[] | null = null
  let extra = 0
  let repeatMs: number | null = null
  return {
    tricks: {
      hold: () => {
        held ??= []
      },
      release: async (order) => {
        const ids = held ?? []
        held = null
        for (const id of order === 'reversed' ? ids.toReversed() : ids) await attempt(id)
      },
      duplicate: (copies) => {
        extra = copies
      },
      repeatAfter: (ms) => {
        repeatMs = ms
      },
    },
    isHolding: () => held !== null,
    keep: (id) => void held?.push(id),
    extra: () => extra,
    repeatMs: () => repeatMs,
    async post(url, headers, body) {
      const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_WITHIN_MS), closing])
      try {
        const all = { 'Content-Type': 'application/json', ...headers }
        return await deliver(url, { method: 'POST', headers: all, body, redirect: 'manual', signal })
      } catch {
        return null
      }
    },
  }
}
