import { useTranslations } from 'use-intl'
import { useLiveState } from '#inbox/data/hooks.ts'
import { useInbox } from '#inbox/data/inbox-context.tsx'

const tones = {
  live: 'bg-good',
  connecting: 'bg-ink-decor',
  catching_up: 'bg-ink-decor',
  offline: 'bg-warning',
} as const

/** Whether what is on the screen is the newest. */
export function LiveMark() {
  const t = useTranslations('live')
  const inbox = useInbox()
  const { state } = useLiveState()
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2 text-small text-ink-faint">
      <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${tones[state]}`} />
      <span role="status" className="truncate">
        {t(state)}
      </span>
      {state === 'offline' && (
        <button
          type="button"
          onClick={inbox.retryNow}
          className="rounded-small font-medium text-accent hover:underline"
        >
          {t('retryNow')}
        </button>
      )}
    </div>
  )
}
