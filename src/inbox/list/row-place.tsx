import { useTranslations } from 'use-intl'
import type { Conversation } from '#contract/conversation.ts'
import { ChannelIcon } from '#inbox/ui/channel-icon.tsx'
import { VisuallyHidden } from '#inbox/ui/visually-hidden.tsx'
import { useNames } from '#inbox/words/use-names.ts'
import type { Place } from './use-places.ts'

type RowPlaceProps = { conversation: Conversation; place: Place | undefined }

/** Where it was written: the channel, and what tells its connection from others, or our number where there are no others. */
export function RowPlace({ conversation, place }: RowPlaceProps) {
  const t = useTranslations('list')
  const names = useNames()
  const { connection, channel, whatsapp_account: account } = conversation
  const labels = {
    account: account.phone_number === null ? '' : names.phone(account.phone_number),
    vendor: connection.vendor_name,
    connection: names.connection(connection),
  }
  const label = place?.label ?? 'account'
  const channelName = names.channel(channel)
  const words = t('place', { channel: channelName, place: names.place(connection) })
  return (
    <span data-tip={words} className="flex min-w-4 shrink-[99] items-center gap-1 self-center text-tiny text-ink-faint">
      <ChannelIcon channel={channel} size={12} />
      <span aria-hidden="true" className="truncate">
        {labels[label]}
      </span>
      <VisuallyHidden>{label === 'account' ? channelName : words}</VisuallyHidden>
    </span>
  )
}
