import type { ChannelSends } from '#contract/connection.ts'
import type { Conversation } from '#contract/conversation.ts'

/** Why nothing can be sent to a conversation, for good or until somebody mends it; null when something can. */
export type Obstacle = 'number' | 'vendor'

/** A channel that writes to numbers can write to nobody without one. `sends` is undefined while the connections are not known yet: then the gateway judges. */
export function whyNot({ contact }: Conversation, sends: ChannelSends | null | undefined): Obstacle | null {
  if (sends === null) return 'vendor'
  return sends?.starts_with === 'number' && contact.phone_number === null ? 'number' : null
}
