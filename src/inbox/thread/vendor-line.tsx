import { Lock } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { Message } from '#contract/message.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { useTimes } from '#inbox/words/use-times.ts'
import { MessageParts } from './media/message-parts.tsx'
import { MessageText } from './text/message-text.tsx'
import { NOTE_LOOK } from './note-look.ts'

type VendorLineProps = { message: Message; vendor: string }

/** What a colleague noted at the vendor: it looks like a note of ours, and says where it was written. */
export function VendorNote({ message, vendor }: VendorLineProps) {
  const t = useTranslations('notes')
  const times = useTimes()
  const { text, created_at: at } = message
  return (
    <div role="note" aria-label={t('atVendor', { vendor })} className={NOTE_LOOK}>
      <p className="flex items-center gap-1.5 text-small text-warning-ink">
        <Lock aria-hidden="true" size={12} className="shrink-0" />
        <span className="min-w-0 truncate font-medium">{t('atVendor', { vendor })}</span>
        <time dateTime={at} data-tip={times.full(at)} className="numeric ml-auto shrink-0">
          {times.clock(at)}
        </time>
      </p>
      <div className="text-thread">
        {message.media !== undefined && <MessageParts message={message} />}
        {text !== null && <MessageText text={text} end={null} />}
      </div>
    </div>
  )
}

/** What the vendor says that happened: nobody wrote it. */
export function VendorEvent({ message, vendor }: VendorLineProps) {
  const t = useTranslations('thread')
  const times = useTimes()
  const words = presentable(message.text) ?? presentable(message.label)
  return (
    <p className="anywhere mt-3 overflow-clip text-center text-small text-ink-secondary">
      {words === null ? t('eventWithoutWords', { vendor }) : t('event', { vendor, words })}{' '}
      <span className="numeric text-ink-faint">{times.clock(message.created_at)}</span>
    </p>
  )
}
