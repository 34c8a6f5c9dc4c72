import * as fc from 'fast-check'
import type { KirimSimulator } from '#simulators/kirim/index.ts'

const tricks = ['hold', 'as_made', 'reversed', 'twice', 'once'] as const

/** What can become of webhooks on their way: held back, let go in either order, sent twice from now on, or once again. */
export type WebhookTrick = (typeof tricks)[number]

export const webhookTrick = fc.constantFrom(...tricks)

export async function playWebhookTrick({ webhooks }: KirimSimulator, trick: WebhookTrick): Promise<void> {
  if (trick === 'hold') webhooks.hold()
  else if (trick === 'twice') webhooks.duplicate(1)
  else if (trick === 'once') webhooks.duplicate(0)
  else await webhooks.release(trick)
}
