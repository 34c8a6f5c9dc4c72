import type { ChannelSending } from '#connectors/sending.ts'
import type { Connector } from '#connectors/connector.ts'

/** The rules of a vendor's channels; undefined for a connection that nothing is known of. */
export type Channels = Connector['channels'] | undefined

/** What can be sent on a channel; null when nothing can. */
export function sendsOn(channels: Channels, channel: string): ChannelSending | null {
  return channels?.[channel]?.sends ?? null
}

/**
 * The channel on which a number without a conversation can be written to, or null. Only where templates open what free text may not does
 * it make sense to begin with one.
 */
export function startingChannel(channels: Channels): string | null {
  const usable = Object.entries(channels ?? {}).find(
    ([, { sends }]) => sends?.startsWith === 'number' && sends.hasWindow && sends.hasTemplates,
  )
  return usable?.[0] ?? null
}
