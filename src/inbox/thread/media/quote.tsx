import { useTranslations } from 'use-intl'
import type { Message } from '#contract/message.ts'
import { presentable } from '#inbox/lib/presentable.ts'
import { useKindWords } from './use-kind-words.ts'

type QuoteProps = {
  /** The message that is answered; undefined while it is not loaded. */
  quoted: Message | undefined
  contactName: string
  onJump: (message: Message) => void
}

/** The beginning of the message that this one answers, and the way to it. */
export function Quote({ quoted, contactName, onJump }: QuoteProps) {
  const t = useTranslations('media')
  const kind = useKindWords()
  const look =
    'my-1 block w-full max-w-80 rounded-control border-l-2 border-accent bg-hover px-2.5 py-1 text-left text-small'
  if (quoted === undefined) return <p className={`${look} text-ink-secondary`}>{t('earlier')}</p>
  const line = presentable(quoted.text?.trim().split('\n', 1)[0])
  return (
    <button type="button" data-tip={t('jump')} onClick={() => onJump(quoted)} className={look}>
      <bdi className="block truncate font-medium text-accent">
        {quoted.direction === 'inbound' ? contactName : t('us')}
      </bdi>
      <span dir="auto" className="block truncate text-ink-secondary">
        {line ?? kind(quoted)}
      </span>
    </button>
  )
}
