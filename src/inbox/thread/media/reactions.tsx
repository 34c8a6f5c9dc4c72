import { useTranslations } from 'use-intl'
import type { Reaction } from '#contract/message-parts.ts'
import { presentable } from '#inbox/lib/presentable.ts'

/** Under the message that they are meant for. */
export function Reactions({ emojis, isOwn }: { emojis: string; isOwn: boolean }) {
  const t = useTranslations('media')
  const shown = presentable(emojis)
  if (shown === null) return null
  return (
    <span
      role="img"
      aria-label={t('reactions', { emojis: shown })}
      className={`anywhere relative -mt-1.5 max-w-[85%] overflow-clip rounded-full border border-line bg-surface px-1.5 py-px text-small ${isOwn ? 'mr-2.5' : 'ml-2.5'}`}
    >
      {shown}
    </span>
  )
}

/** A reaction to a message that is not loaded. */
export function ReactionLine({ reaction: { emoji } }: { reaction: Reaction }) {
  const t = useTranslations('media')
  const shown = presentable(emoji)
  return (
    <span className="anywhere block overflow-clip py-0.5 text-ink-secondary">
      {shown === null ? t('reactionTaken') : t('reacted', { emoji: shown })}
    </span>
  )
}
