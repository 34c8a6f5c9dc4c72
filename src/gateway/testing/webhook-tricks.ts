import * as fc from 'fast-check'

const tricks = ['hold', 'as_made', 'reversed', 'twice', 'once', 'lost', 'heard'] as const

/**
 * What can become of webhooks on their way: held back, let go in either order, sent twice from now on, or once again, lost from now on, or
 * no more.
 */
export type WebhookTrick = (typeof tricks)[number]

export const webhookTrick = fc.constantFrom(...tricks)

/** How a simulated vendor's announcements are led astray. */
export type WebhookSwitches = {
  hold: () => void
  release: (order: 'as_made' | 'reversed') => void | Promise<void>
  duplicate: (extra: number) => void
  /** From now on they get lost, or arrive again. */
  lose: (lost: boolean) => void
}

export async function playWebhookTrick(webhooks: WebhookSwitches, trick: WebhookTrick): Promise<void> {
  if (trick === 'hold') webhooks.hold()
  else if (trick === 'twice') webhooks.duplicate(1)
  else if (trick === 'once') webhooks.duplicate(0)
  else if (trick === 'lost' || trick === 'heard') webhooks.lose(trick === 'lost')
  else await webhooks.release(trick)
}
