import { useTranslations } from 'use-intl'
import type { Reaction } from '#contract/message-parts.ts'

/** Under the message that they are meant for. */
export function Reactions({ emojis, isOwn }: { emojis: string; isOwn: boolean }) {
  const t = useTranslations('media')
  return (
    <span
      role="img"
      aria-label={t('reactions', { emojis })}
      className={`relative -mt-1.5 rounded-full border border-line bg-surface px-1.5 py-px text-small ${isOwn ? 'mr-2.5' : 'ml-2.5'}`}
    >
      {emojis}
    </span>
  )
}

/** A reaction to a message that is not loaded. */
export function ReactionLine({ reaction: { emoji } }: { reaction: Reaction }) {
  const t = useTranslations('media')
  return (
    <span className="block py-0.5 text-ink-secondary">
      {emoji === null ? t('reactionTaken') : t('reacted', { emoji })}
    </span>
  )
}
