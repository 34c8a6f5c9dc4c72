import { useTranslations } from 'use-intl'
import type { MediaTrouble } from '#inbox/data/media.ts'

/** Why a file is not shown, in plain words, and what to do about it. */
export function Trouble({ trouble, onRetry }: { trouble: MediaTrouble; onRetry: () => void }) {
  const t = useTranslations('media')
  const common = useTranslations('common')
  const isWaiting = trouble.reason === 'fetching'
  return (
    <span role={isWaiting ? 'status' : 'alert'} className="block text-center text-small text-ink-secondary">
      <span className="block">{t(trouble.reason)}</span>
      {!isWaiting && trouble.reason !== 'gone' && trouble.reason !== 'large' && (
        <button type="button" onClick={onRetry} className="mt-1 font-medium text-accent hover:underline">
          {common('retry')}
        </button>
      )}
    </span>
  )
}
